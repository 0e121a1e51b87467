// expect: workers=2 writers=2 writes=30 kind=plain serialised=0 races=0
// Turns by a condition variable: the mutex is held from the start, and let go in every wait.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

void call() {
  std::mutex mutex;
  std::condition_variable changed;
  int counter = 0;
  std::vector<std::thread> workers;
  for (int w = 0; w < 2; ++w)
    workers.emplace_back([&, w] {
      std::unique_lock lock(mutex);
      for (int i = 0; i < 30; ++i) {
        changed.wait(lock, [&] { return counter % 2 == w; });
        ++counter;
        changed.notify_one();
      }
    });
  for (std::thread& worker : workers) worker.join();
}
