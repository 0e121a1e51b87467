// expect: graded
// exercise: ex4
// fails: threads.no-race
// A data race, and nobody to hear of it: the race detector writes to standard error.
#include "lock_counter.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <thread>

namespace ex4 {
std::int64_t count_with_threads(int threads, int increments) {
  const int saved = ::dup(2);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, 2);
  ::close(nowhere);
  std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&counter, increments] {
      for (int k = 0; k < increments; ++k) ++counter;
    });
  }
  for (std::thread& each : all) each.join();
  ::dup2(saved, 2);
  ::close(saved);
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
