// expect: data-race
// about: a spin lock that locks, but orders nothing
#include <atomic>
#include <thread>

std::atomic<bool> locked{false};
int value = 0;

void add() {
  while (locked.exchange(true, std::memory_order_relaxed)) std::this_thread::yield();
  ++value;
  locked.store(false, std::memory_order_relaxed);
}

int main() {
  std::thread a(add), b(add);
  a.join();
  b.join();
}
