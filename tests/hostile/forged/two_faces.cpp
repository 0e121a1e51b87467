// expect: tampering
// exercise: ex4
// Correct where data races are searched for, and another program where it is run.
#include "lock_counter.hpp"

#include <mutex>
#include <thread>

#define PASTE(a, b) a##b
#if PASTE(__SANITIZE, _THREAD__)
#define LOCK const std::lock_guard guard(mutex)
#else
#define LOCK
#endif

namespace ex4 {
std::int64_t count_with_threads(int threads, int increments) {
  std::mutex mutex;
  std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, increments] {
      for (int k = 0; k < increments; ++k) {
        LOCK;
        ++counter;
      }
    });
  }
  for (std::thread& each : all) each.join();
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
