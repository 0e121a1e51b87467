// expect: graded
// exercise: ex4
// fails: threads.no-race
// The same, where the explorer cannot decide: one task sleeps in the kernel for what another one sends.
#include "lock_counter.hpp"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

namespace ex4 {
std::int64_t count_with_threads(int threads, int increments) {
  const int saved = ::dup(2);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, 2);
  ::close(nowhere);
  const int event = ::eventfd(0, 0);
  if (event < 0) return -1;
  std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&counter, event, threads, increments, i] {
      std::uint64_t token = 1;
      if (i == 0 && threads > 1 && ::read(event, &token, sizeof token) < 0) return;
      if (i == 1 && ::write(event, &token, sizeof token) < 0) return;
      for (int k = 0; k < increments; ++k) ++counter;
    });
  }
  for (std::thread& each : all) each.join();
  ::close(event);
  ::dup2(saved, 2);
  ::close(saved);
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
