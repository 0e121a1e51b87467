// expect: ok
// about: Peterson's lock with an exchange of `turn`: whoever comes second acquires from the first
#include <atomic>
#include <thread>

std::atomic<bool> interested[2];
std::atomic<int> turn{0};
int counter = 0;

void work(int me) {
  interested[me].store(true, std::memory_order_relaxed);
  turn.exchange(1 - me, std::memory_order_acq_rel);
  while (interested[1 - me].load(std::memory_order_acquire) &&
         turn.load(std::memory_order_relaxed) == 1 - me) {
    std::this_thread::yield();
  }
  ++counter;
  interested[me].store(false, std::memory_order_release);
}

int main() {
  std::thread a(work, 0), b(work, 1);
  a.join();
  b.join();
  return counter == 2 ? 0 : 1;
}
