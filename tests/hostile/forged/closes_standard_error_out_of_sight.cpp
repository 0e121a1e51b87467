// expect: graded
// exercise: ex4
// fails: threads.no-race
// The same, where the explorer cannot decide: one task sleeps in the kernel for what another one sends.
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
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) return -1;
  std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&counter, &ends, threads, increments, i] {
      char token = 0;
      if (i == 0 && threads > 1 && ::read(ends[0], &token, 1) != 1) return;
      if (i == 1 && ::write(ends[1], &token, 1) != 1) return;
      for (int k = 0; k < increments; ++k) ++counter;
    });
  }
  for (std::thread& each : all) each.join();
  ::close(ends[0]);
  ::close(ends[1]);
  ::dup2(saved, 2);
  ::close(saved);
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
