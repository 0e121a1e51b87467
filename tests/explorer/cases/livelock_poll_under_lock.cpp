// expect: livelock
// about: main polls with the lock held, so nobody can set the flag
#include <chrono>
#include <mutex>
#include <thread>

std::mutex m;
bool finished = false;

int main() {
  std::thread t([] {
    std::lock_guard lock(m);
    finished = true;
  });
  {
    std::lock_guard lock(m);
    while (!finished) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  t.join();
}
