// expect: ok
// exhausted: yes
// outcomes: warned
// about: both may find it unset and set it: a stale store that changes no outcome
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<bool> warned{false};

void warn_once_or_twice() {
  if (!warned.load()) warned.store(true);
}

int main() {
  std::thread a(warn_once_or_twice), b(warn_once_or_twice);
  a.join();
  b.join();
  std::puts(warned ? "warned" : "nothing");
}
