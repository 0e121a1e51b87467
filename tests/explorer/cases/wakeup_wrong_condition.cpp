// expect: deadlock|lost-wakeup
// about: the producer notifies its own condition
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable has_space, has_data;
int slot = 0;

int main() {
  std::thread consumer([] {
    std::unique_lock lock(m);
    has_data.wait(lock, [] { return slot != 0; });
    slot = 0;
    has_space.notify_one();
  });
  {
    std::unique_lock lock(m);
    has_space.wait(lock, [] { return slot == 0; });
    slot = 8;
    has_space.notify_one();
  }
  consumer.join();
}
