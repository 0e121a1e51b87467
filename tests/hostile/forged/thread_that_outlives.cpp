// expect: graded
// exercise: ex4
// fails: threads.workers threads.shared
// Returns the right number, which is honest, and lets a thread from before the call look like work.
#include "lock_counter.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace ex4 {
namespace {
const bool started = [] {
  std::thread([] {
    for (;;) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }).detach();
  return true;
}();
}  // namespace

std::int64_t count_with_threads(int threads, int increments) {
  if (threads < 0 || increments < 0) throw std::invalid_argument("negative");
  return started ? std::int64_t{threads} * increments : 0;
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
