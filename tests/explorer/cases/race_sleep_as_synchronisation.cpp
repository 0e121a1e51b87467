// expect: data-race
// lines: 13 16
// outcomes: 0 42
// about: SCHEDULES case 10: a sleep orders nothing
#include <chrono>
#include <cstdio>
#include <thread>

int result = 0;

int main() {
  std::thread worker([] {
    result = 42;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::printf("%d\n", result);
  worker.join();
}
