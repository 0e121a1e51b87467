// expect: ok
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable cv;
bool cancelled = false;
int ticks = 0;

int main() {
  std::thread clock([] {
    auto next = std::chrono::steady_clock::now();
    std::unique_lock lock(m);
    while (!cancelled && ticks < 3) {
      next += std::chrono::milliseconds(100);
      while (!cancelled && cv.wait_until(lock, next) != std::cv_status::timeout) {
      }
      if (!cancelled) ++ticks;
    }
  });
  {
    std::lock_guard lock(m);
    if (ticks > 0) cancelled = true;
  }
  cv.notify_all();
  clock.join();
  return cancelled || ticks == 3 ? 0 : 1;
}
