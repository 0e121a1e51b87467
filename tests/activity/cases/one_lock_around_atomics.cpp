// expect: workers=3 writers=3 writes=40 kind=atomic serialised=3 races=0
// Atomic increments, and yet one worker after the other: a gate, then one lock around the loop.
#include <atomic>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

void call() {
  std::mutex mutex;
  std::latch gate(1);
  std::atomic<long> counter{0};
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      gate.wait();
      const std::lock_guard lock(mutex);
      for (int i = 0; i < 40; ++i) ++counter;
    });
  gate.count_down();
  for (std::thread& worker : workers) worker.join();
}
