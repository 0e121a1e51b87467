// expect: busy-wait
#include <atomic>
#include <thread>

class Spin {
  std::atomic_flag flag = ATOMIC_FLAG_INIT;

 public:
  void lock() {
    while (flag.test_and_set(std::memory_order_acquire))
      ;
  }
  void unlock() { flag.clear(std::memory_order_release); }
};

Spin spin;
int n = 0;

void add() {
  spin.lock();
  n++;
  spin.unlock();
}

int main() {
  std::thread a(add), b(add);
  a.join();
  b.join();
  return n == 2 ? 0 : 1;
}
