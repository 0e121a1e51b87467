// expect: crash
// text: may see an older value
// about: both read 0: impossible in any interleaving, allowed by C++
#include <atomic>
#include <cstdlib>
#include <thread>

std::atomic<int> x{0}, y{0};
int r1, r2;

int main() {
  std::thread a([] {
    x.store(1, std::memory_order_relaxed);
    r1 = y.load(std::memory_order_relaxed);
  });
  std::thread b([] {
    y.store(1, std::memory_order_relaxed);
    r2 = x.load(std::memory_order_relaxed);
  });
  a.join();
  b.join();
  if (r1 == 0 && r2 == 0) std::abort();
}
