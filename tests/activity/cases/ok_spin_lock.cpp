// expect: workers=3 writers=3 writes=40 kind=plain serialised=0 races=0
// A hand-made lock, taken for each step. The lock's word is written more often than the counter.
#include <atomic>
#include <thread>
#include <vector>

static std::atomic_flag taken = ATOMIC_FLAG_INIT;
static long counter = 0;

void call() {
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([] {
      for (int i = 0; i < 40; ++i) {
        while (taken.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
        ++counter;
        taken.clear(std::memory_order_release);
      }
    });
  for (std::thread& worker : workers) worker.join();
}
