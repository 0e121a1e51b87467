// Another correct design: std::async, CLOCK_BOOTTIME, and waitid for whichever child ends first.
#include "creation_benchmark.hpp"

namespace ex2 {
namespace {

[[noreturn]] void throw_errno(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

// Counts on while the computer sleeps, which CLOCK_MONOTONIC does not; never jumps.
std::chrono::nanoseconds now() {
  timespec time{};
  if (::clock_gettime(CLOCK_BOOTTIME, &time) != 0) throw_errno("clock_gettime");
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

template <class Work>
std::chrono::nanoseconds duration_of(Work work) {
  const std::chrono::nanoseconds start = now();
  work();
  return now() - start;
}

void start_and_join_threads(int count) {
  std::vector<std::future<void>> threads;
  threads.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) threads.push_back(std::async(std::launch::async, [] {}));
  for (std::future<void>& thread : threads) thread.get();
}

// P_ALL is right because the caller has no other children while we run.
int reap_any() {
  while (::waitid(P_ALL, 0, nullptr, WEXITED) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

void start_and_reap_processes(int count) {
  int running = 0;
  int error = 0;
  while (running < count && error == 0) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(EXIT_SUCCESS);
    if (pid > 0) {
      ++running;
    } else {
      error = errno;
    }
  }
  // A fork that failed is reported only after the children that did start are gone.
  for (; running > 0; --running) {
    const int failed = reap_any();
    if (error == 0) error = failed;
  }
  if (error != 0) throw std::system_error(error, std::generic_category(), "fork or waitid");
}

}  // namespace

CreationTimes benchmark_creation(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
  if (count == 0) return {};

  const auto threads = duration_of([&] { start_and_join_threads(count); });
  const auto processes = duration_of([&] { start_and_reap_processes(count); });
  return {threads, processes, 1.0 * processes / threads};
}

}  // namespace ex2
