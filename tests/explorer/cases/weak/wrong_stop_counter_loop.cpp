// expect: crash
// text: may see an older value
// about: the loop ends, since stores become visible in finite time; what was stored before need not be
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> progress{0};
std::atomic<bool> stop{false};

int main() {
  std::thread worker([] {
    progress.store(1, std::memory_order_relaxed);
    stop.store(true, std::memory_order_relaxed);
  });
  while (!stop.load(std::memory_order_relaxed)) std::this_thread::yield();
  assert(progress.load(std::memory_order_relaxed) == 1);
  worker.join();
}
