// expect: ok
// exhausted: yes
// tsan: lock-order
// about: a cycle in lock order that a third lock makes impossible
#include <mutex>
#include <thread>

std::mutex gate, left, right;
int moves = 0;

int main() {
  std::thread a([] {
    std::lock_guard g(gate);
    std::lock_guard l(left);
    std::lock_guard r(right);
    ++moves;
  });
  std::thread b([] {
    std::lock_guard g(gate);
    std::lock_guard r(right);
    std::lock_guard l(left);
    ++moves;
  });
  a.join();
  b.join();
  return moves == 2 ? 0 : 1;
}
