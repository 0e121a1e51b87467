// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// A count of active workers goes up and down like a lock's word, and is none.
#include <atomic>
#include <thread>
#include <vector>

void call() {
  std::atomic<long> counter{0};
  std::atomic<int> active{0};
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      ++active;
      for (int i = 0; i < 40; ++i) ++counter;
      --active;
    });
  for (std::thread& worker : workers) worker.join();
}
