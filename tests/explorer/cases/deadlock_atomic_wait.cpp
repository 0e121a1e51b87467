// expect: deadlock
// lines: 10
// about: SCHEDULES case 8: wait without a notify
#include <atomic>
#include <thread>

std::atomic<int> stage{0};

int main() {
  std::thread t([] { stage.wait(0); });
  stage.store(1);
  t.join();
}
