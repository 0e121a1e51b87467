// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// A semaphore around the loop that lets two in: no one is kept out by one holder.
#include <atomic>
#include <thread>
#include <vector>

#include <semaphore.h>

void call() {
  std::atomic<long> counter{0};
  sem_t places;
  sem_init(&places, 0, 2);
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      sem_wait(&places);
      for (int i = 0; i < 40; ++i) ++counter;
      sem_post(&places);
    });
  for (std::thread& worker : workers) worker.join();
  sem_destroy(&places);
}
