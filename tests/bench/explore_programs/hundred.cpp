// A hundred threads that lock once and count once.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

std::mutex mutex;
std::atomic<int> counted{0};
int locked = 0;

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 100; ++i) {
    threads.emplace_back([] {
      ++counted;
      const std::lock_guard lock(mutex);
      ++locked;
    });
  }
  for (std::thread& each : threads) each.join();
}
