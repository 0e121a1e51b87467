// expect: ok
// about: SCHEDULES case 11: both threads get the same memory, one after the other
#include <memory>
#include <mutex>
#include <thread>

std::mutex m;
int total = 0;

void work(int id) {
  for (int i = 0; i < 2; ++i) {
    auto scratch = std::make_unique<int[]>(64);
    scratch[0] = id;
    scratch[63] = i;
    std::lock_guard lock(m);
    total += scratch[0] + scratch[63];
  }
}

int main() {
  std::thread a(work, 1), b(work, 2);
  a.join();
  b.join();
  return total == 8 ? 0 : 1;
}
