// expect: ok
// exhausted: yes
// about: a relaxed read-modify-write by another thread goes on with the release sequence
#include <atomic>
#include <thread>

int payload = 0;
std::atomic<int> stage{0};

int main() {
  std::thread writer([] {
    payload = 7;
    stage.store(1, std::memory_order_release);
  });
  std::thread middle([] {
    int one = 1;
    stage.compare_exchange_strong(one, 2, std::memory_order_relaxed);
  });
  std::thread reader([] {
    if (stage.load(std::memory_order_acquire) == 2) payload = 8;
  });
  writer.join();
  middle.join();
  reader.join();
  return payload == 7 || payload == 8 ? 0 : 1;
}
