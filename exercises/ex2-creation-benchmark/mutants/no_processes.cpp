// Wrong: a function call stands in for the child process.
#include "creation_benchmark.hpp"

namespace ex2 {
namespace {

using Clock = std::chrono::steady_clock;

// A worker that does nothing.
int work(int number) { return number; }

std::chrono::nanoseconds time_threads(int count) {
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(count));  // growing the vector is not to be measured

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) threads.emplace_back([] {});
  for (std::jthread& thread : threads) thread.join();
  return Clock::now() - start;
}

std::chrono::nanoseconds time_processes(int count) {
  std::vector<int> workers;
  workers.reserve(static_cast<std::size_t>(count));

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) workers.push_back(work(i));
  return Clock::now() - start;
}

}  // namespace

CreationTimes benchmark_creation(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
  if (count == 0) return {};

  CreationTimes times{};
  times.threads = time_threads(count);
  times.processes = time_processes(count);
  times.ratio =
      static_cast<double>(times.processes.count()) / static_cast<double>(times.threads.count());
  return times;
}

}  // namespace ex2
