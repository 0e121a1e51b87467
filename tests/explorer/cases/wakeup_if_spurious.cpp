// expect: crash
// spurious: yes
// text: the wait of main at wakeup_if_spurious.cpp:25 returns although nobody has notified
// about: SCHEDULES case 4: one consumer, only a spurious wake-up shows the fault
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

std::mutex m;
std::condition_variable arrived;
std::optional<int> parcel;

int main() {
  std::thread postman([] {
    {
      std::lock_guard lock(m);
      parcel = 7;
    }
    arrived.notify_one();
  });
  {
    std::unique_lock lock(m);
    if (!parcel) arrived.wait(lock);
    if (!parcel) std::abort();
  }
  postman.join();
}
