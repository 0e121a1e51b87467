// expect: workers=3 writers=3 writes=40 kind=plain serialised=3 races=0
// The C++ semaphore around the whole loop.
#include <semaphore>
#include <thread>
#include <vector>

void call() {
  std::binary_semaphore free(1);
  long counter = 0;
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      free.acquire();
      for (int i = 0; i < 40; ++i) ++counter;
      free.release();
    });
  for (std::thread& worker : workers) worker.join();
}
