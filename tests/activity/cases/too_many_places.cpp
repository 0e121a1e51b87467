// expect: workers=2 writers=2 writes=1 kind=plain serialised=0 races=2 overflowed
// More places than a record holds: what is said is still true, and the overflow is said.
#include <thread>
#include <vector>

void call() {
  std::vector<int> places(5000);
  std::vector<std::thread> workers;
  for (int w = 0; w < 2; ++w)
    workers.emplace_back([&] {
      for (int& place : places) place = 1;
    });
  for (std::thread& worker : workers) worker.join();
}
