// expect: ok
#include <atomic>
#include <chrono>
#include <thread>

std::atomic<int> rounds{0};

int main() {
  std::jthread worker([](std::stop_token stop) {
    while (!stop.stop_requested()) {
      rounds++;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(3));
  worker.request_stop();
}
