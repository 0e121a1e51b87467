// expect: ok
// exhausted: yes
// outcomes: 1 2
// about: whoever does not get the lock does without; both outcomes are right
#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;
int done = 0;
std::atomic<int> skipped{0};

void maybe() {
  if (m.try_lock()) {
    ++done;
    m.unlock();
  } else {
    ++skipped;
  }
}

int main() {
  std::thread a(maybe), b(maybe);
  a.join();
  b.join();
  std::cout << done;
  return done + skipped == 2 ? 0 : 1;
}
