// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// Lock-free increments by compare-exchange; failed attempts do not count as writes.
#include <atomic>
#include <thread>
#include <vector>

void call() {
  std::atomic<long> counter{0};
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      for (int i = 0; i < 40; ++i) {
        long seen = counter.load();
        while (!counter.compare_exchange_weak(seen, seen + 1)) {
        }
      }
    });
  for (std::thread& worker : workers) worker.join();
}
