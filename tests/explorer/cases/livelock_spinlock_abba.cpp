// expect: livelock
// about: SCHEDULES case 12
#include <atomic>
#include <thread>

class SpinLock {
  std::atomic_flag taken_ = ATOMIC_FLAG_INIT;

 public:
  void lock() {
    while (taken_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() { taken_.clear(std::memory_order_release); }
};

SpinLock a, b;
int shared = 0;

int main() {
  std::thread one([] {
    a.lock();
    b.lock();
    ++shared;
    b.unlock();
    a.unlock();
  });
  std::thread two([] {
    b.lock();
    a.lock();
    ++shared;
    a.unlock();
    b.unlock();
  });
  one.join();
  two.join();
}
