// expect: ok
// exhausted: yes
// about: IRIW: the stores only release, but all four loads are seq_cst, and that is enough
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> x{0}, y{0};
int a1, a2, b1, b2;

int main() {
  std::thread w1([] { x.store(1, std::memory_order_release); });
  std::thread w2([] { y.store(1, std::memory_order_release); });
  std::thread r1([] {
    a1 = x.load();
    a2 = y.load();
  });
  std::thread r2([] {
    b1 = y.load();
    b2 = x.load();
  });
  w1.join();
  w2.join();
  r1.join();
  r2.join();
  assert(!(a1 == 1 && a2 == 0 && b1 == 1 && b2 == 0));
}
