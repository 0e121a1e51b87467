// expect: lost-wakeup
// lines: 13 18
// about: SCHEDULES case 5: the waiter and the notify that came too early are named
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable cv;

void waiter() {
  std::unique_lock<std::mutex> lk(m);
  cv.wait(lk);
}

void signaller() {
  std::lock_guard<std::mutex> lk(m);
  cv.notify_one();
}

int main() {
  std::thread a(waiter);
  std::thread b(signaller);
  a.join();
  b.join();
}
