// expect: deadlock
// about: two threads block each other for ever while a third one goes on
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
std::mutex a, b;
std::atomic<long> beats{0};
int main() {
  std::thread heart([] {
    for (;;) {
      beats++;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  });
  std::thread t1([] {
    std::lock_guard l(a);
    std::lock_guard m(b);
  });
  std::thread t2([] {
    std::lock_guard l(b);
    std::lock_guard m(a);
  });
  t1.join();
  t2.join();
  heart.detach();
}
