// expect: livelock
// about: SCHEDULES case 12
#include <atomic>
#include <thread>

std::atomic<bool> finished{false};
int work = 0;

int main() {
  std::thread worker([] {
    work = 10;
    // forgotten: finished = true;
  });
  while (!finished) std::this_thread::yield();
  worker.join();
}
