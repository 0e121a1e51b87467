// expect: crash
// text: may see an older value
// about: seq_cst loads alone do not help: the stores are not part of the total order
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> x{0}, y{0};
int r1, r2;

int main() {
  std::thread a([] {
    x.store(1, std::memory_order_release);
    r1 = y.load();
  });
  std::thread b([] {
    y.store(1, std::memory_order_release);
    r2 = x.load();
  });
  a.join();
  b.join();
  assert(r1 == 1 || r2 == 1);
}
