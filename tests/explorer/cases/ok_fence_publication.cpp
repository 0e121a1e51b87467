// expect: ok
// exhausted: yes
// tsan: fence
// about: SCHEDULES case 9: relaxed accesses ordered by fences
#include <atomic>
#include <thread>

int payload = 0;
std::atomic<bool> published{false};

int main() {
  std::thread writer([] {
    payload = 5;
    std::atomic_thread_fence(std::memory_order_release);
    published.store(true, std::memory_order_relaxed);
  });
  std::thread reader([] {
    if (published.load(std::memory_order_relaxed)) {
      std::atomic_thread_fence(std::memory_order_acquire);
      payload++;
    }
  });
  writer.join();
  reader.join();
  return payload < 5;
}
