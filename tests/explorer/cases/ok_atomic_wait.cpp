// expect: ok
// about: SCHEDULES case 8
#include <atomic>
#include <thread>

std::atomic<int> stage{0};
int payload = 0;

int main() {
  std::thread t([] {
    stage.wait(0);
    payload *= 2;
  });
  payload = 21;
  stage.store(1);
  stage.notify_one();
  t.join();
  return payload == 42 ? 0 : 1;
}
