// expect: data-race
// about: a relaxed store, not a read-modify-write, ends the release sequence
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
    if (stage.load(std::memory_order_relaxed) == 1) stage.store(2, std::memory_order_relaxed);
  });
  std::thread reader([] {
    if (stage.load(std::memory_order_acquire) == 2) payload = 8;
  });
  writer.join();
  middle.join();
  reader.join();
}
