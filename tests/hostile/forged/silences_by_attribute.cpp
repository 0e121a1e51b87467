// expect: tampering
// exercise: ex4
#include "lock_counter.hpp"

#include <thread>

namespace ex4 {
namespace {
std::int64_t counter = 0;
__attribute__((no_sanitize("thread"), noinline)) void add_one(std::int64_t* at) { ++*at; }
}  // namespace

std::int64_t count_with_threads(int threads, int increments) {
  counter = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([increments] {
      for (int k = 0; k < increments; ++k) add_one(&counter);
    });
  }
  for (std::thread& each : all) each.join();
  return counter;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
