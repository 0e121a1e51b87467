// expect: uncaught-exception
// about: std::thread refuses to join itself
#include <atomic>
#include <semaphore>
#include <thread>

std::thread t;
std::atomic<bool> stored{false};
std::binary_semaphore never(0);

int main() {
  t = std::thread([] {
    stored.wait(false);
    t.join();
  });
  stored = true;
  stored.notify_all();
  never.acquire();
}
