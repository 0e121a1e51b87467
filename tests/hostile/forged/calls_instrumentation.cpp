// expect: tampering
// exercise: ex4
// Private subtotals, and accesses that never were.
#include "lock_counter.hpp"

#include <thread>

extern "C" void __tsan_write8(void*);

namespace ex4 {
std::int64_t count_with_threads(int threads, int increments) {
  static std::int64_t counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([increments] {
      for (int k = 0; k < increments; ++k) __tsan_write8(&counter);
    });
  }
  for (std::thread& each : all) each.join();
  return std::int64_t{threads} * increments;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
