// expect: workers=1 writers=0 writes=0 kind=plain serialised=0 races=0 uncollected=1
// A thread that is still running, and writing, when the recording ends.
#include <chrono>
#include <thread>

static volatile long counter = 0;

void call() {
  std::thread([] {
    for (int i = 0; i < 2'000'000; ++i) counter = counter + 1;
  }).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
