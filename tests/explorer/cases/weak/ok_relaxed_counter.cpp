// expect: ok
// exhausted: yes
// outcomes: 4
// about: read-modify-writes always see the latest value, and join orders the final read
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> n{0};

int main() {
  auto count = [] {
    for (int i = 0; i < 2; ++i) n.fetch_add(1, std::memory_order_relaxed);
  };
  std::thread a(count), b(count);
  a.join();
  b.join();
  std::printf("%d\n", n.load(std::memory_order_relaxed));
}
