// expect: graded 0
// exercise: ex4
#include "lock_counter.hpp"

#include <cstdlib>

namespace ex4 {
std::int64_t count_with_threads(int, int) { std::exit(0); }
std::int64_t count_with_processes(int, int) { std::exit(0); }
}  // namespace ex4
