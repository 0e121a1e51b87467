// expect: workers=3 writers=3 writes=20 kind=plain serialised=0 races=3
// No lock at all.
#include <thread>
#include <vector>

void call() {
  long counter = 0;
  std::vector<std::thread> workers;
  for (int w = 0; w < 3; ++w)
    workers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) ++counter;
    });
  for (std::thread& worker : workers) worker.join();
}
