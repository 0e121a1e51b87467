// expect: ok
// exhausted: yes
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> x{0}, y{0};
int a1, a2, b1, b2;

int main() {
  std::thread w1([] { x = 1; });
  std::thread w2([] { y = 1; });
  std::thread r1([] {
    a1 = x;
    a2 = y;
  });
  std::thread r2([] {
    b1 = y;
    b2 = x;
  });
  w1.join();
  w2.join();
  r1.join();
  r2.join();
  assert(!(a1 == 1 && a2 == 0 && b1 == 1 && b2 == 0));
}
