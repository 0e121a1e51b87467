// expect: ok
// exhausted: yes
// tsan: fence
// about: IRIW: with a seq_cst fence between their reads both readers agree
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> x{0}, y{0};
int a1, a2, b1, b2;

int main() {
  std::thread w1([] { x.store(1, std::memory_order_relaxed); });
  std::thread w2([] { y.store(1, std::memory_order_relaxed); });
  std::thread r1([] {
    a1 = x.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    a2 = y.load(std::memory_order_relaxed);
  });
  std::thread r2([] {
    b1 = y.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    b2 = x.load(std::memory_order_relaxed);
  });
  w1.join();
  w2.join();
  r1.join();
  r2.join();
  assert(!(a1 == 1 && a2 == 0 && b1 == 1 && b2 == 0));
}
