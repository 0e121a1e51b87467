// expect: deadlock|lost-wakeup
// lines: 14
// about: one flag, two waiters, notify_one
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable cv;
bool open_now = false;

void visitor() {
  std::unique_lock lock(m);
  cv.wait(lock, [] { return open_now; });
}

int main() {
  std::thread a(visitor), b(visitor);
  {
    std::lock_guard lock(m);
    open_now = true;
  }
  cv.notify_one();
  a.join();
  b.join();
}
