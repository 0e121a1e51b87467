// expect: data-race
// kind: use-after-return
// lines: 16
// about: the worker's flag is a local variable of the function that starts it
#include <atomic>
#include <chrono>
#include <thread>

std::thread worker;

__attribute__((noinline)) void start() {
  std::chrono::milliseconds pause(1);
  std::atomic<bool> stop{false};
  worker = std::thread([&] {
    for (int i = 0; i < 3; ++i) {
      if (stop) return;
      std::this_thread::sleep_for(pause);
    }
  });
}

int main() {
  start();
  worker.join();
}
