// expect: workers=255 writers=255 writes=1 kind=atomic serialised=0 races=0 overflowed
// More tasks than there are records.
#include <atomic>
#include <thread>

void call() {
  std::atomic<int> counter{0};
  for (int w = 0; w < 300; ++w) std::thread([&] { ++counter; }).join();
  if (counter != 300) __builtin_trap();
}
