// expect: workers=8 writers=0 writes=0 kind=plain serialised=0 races=0
// Every worker writes to memory of its own and frees it; the next gets the same address.
#include <memory>
#include <thread>
#include <vector>

#include <unistd.h>

void call() {
  std::vector<std::thread> workers;
  for (int w = 0; w < 8; ++w) {
    workers.emplace_back([value = 0]() mutable {
      for (int i = 0; i < 20; ++i) ++value;
      auto own = std::make_unique<long>(0);
      for (int i = 0; i < 20; ++i) ++*own;
    });
    usleep(2000);  // the worker is most likely gone, and its memory free
  }
  for (std::thread& worker : workers) worker.join();
}
