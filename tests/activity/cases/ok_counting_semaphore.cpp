// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// The same with the C++ semaphore, which consists of atomic operations only.
#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

void call() {
  std::atomic<long> counter{0};
  std::counting_semaphore<4> places(2);
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      places.acquire();
      for (int i = 0; i < 40; ++i) ++counter;
      places.release();
    });
  for (std::thread& worker : workers) worker.join();
}
