// expect: ok
// exhausted: yes
// outcomes: 1 2
// about: two outcomes, and neither is a lost update: nothing was read before
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> newest{0};

int main() {
  std::thread a([] { newest.store(1); });
  std::thread b([] { newest.store(2); });
  a.join();
  b.join();
  std::printf("%d", newest.load());
}
