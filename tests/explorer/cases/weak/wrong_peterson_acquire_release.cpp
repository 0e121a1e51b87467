// expect: data-race
// about: Peterson's lock needs sequential consistency: both may enter
#include <atomic>
#include <thread>

std::atomic<bool> interested[2];
std::atomic<int> turn{0};
int counter = 0;

void work(int me) {
  interested[me].store(true, std::memory_order_release);
  turn.store(1 - me, std::memory_order_release);
  while (interested[1 - me].load(std::memory_order_acquire) &&
         turn.load(std::memory_order_acquire) == 1 - me) {
    std::this_thread::yield();
  }
  ++counter;
  interested[me].store(false, std::memory_order_release);
}

int main() {
  std::thread a(work, 0), b(work, 1);
  a.join();
  b.join();
}
