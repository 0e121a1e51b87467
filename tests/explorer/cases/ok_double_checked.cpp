// expect: ok
// exhausted: yes
// about: SCHEDULES case 9: done right with acquire and release
#include <atomic>
#include <mutex>
#include <string>
#include <thread>

struct Config {
  std::string name = "standard configuration, long enough for the heap";
};

std::atomic<Config*> instance{nullptr};
std::mutex guard;

Config* get() {
  Config* p = instance.load(std::memory_order_acquire);
  if (p == nullptr) {
    std::lock_guard<std::mutex> lock(guard);
    p = instance.load(std::memory_order_relaxed);
    if (p == nullptr) {
      p = new Config;
      instance.store(p, std::memory_order_release);
    }
  }
  return p;
}

int main() {
  std::size_t length = 0;
  std::thread a([&] { length = get()->name.size(); });
  std::thread b([] { get(); });
  a.join();
  b.join();
  delete instance.load();
  return length == 48 ? 0 : 1;
}
