// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// Something is taken before the loop and never given back: a start gate, not a lock.
#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

#include <semaphore.h>

void call() {
  std::atomic<long> counter{0};
  sem_t gate;
  sem_init(&gate, 0, 0);
  std::binary_semaphore second_gate(0);
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      sem_wait(&gate);
      for (int i = 0; i < 40; ++i) ++counter;
    });
  for (int w = 0; w < 3; ++w) sem_post(&gate);
  for (std::thread& worker : workers) worker.join();
  sem_destroy(&gate);
}
