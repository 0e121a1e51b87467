// expect: ok
// note: busy-wait
// about: SCHEDULES case 12
#include <atomic>
#include <chrono>
#include <thread>

std::atomic<bool> finished{false};
int work = 0;

int main() {
  using namespace std::chrono_literals;
  std::thread worker([] {
    work = 10;
    finished = true;
  });
  while (!finished) std::this_thread::sleep_for(10ms);
  int seen = work;
  worker.join();
  return seen == 10 ? 0 : 1;
}
