// expect: tampering
// exercise: ex4
#include "lock_counter.hpp"

#include <thread>

namespace ex4 {
std::int64_t count_with_threads(int threads, int increments) {
  std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&counter, increments] {
      for (int k = 0; k < increments; ++k) asm volatile("incq %0" : "+m"(counter));
    });
  }
  for (std::thread& each : all) each.join();
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
