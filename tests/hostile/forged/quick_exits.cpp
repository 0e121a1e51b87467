// expect: graded 0
// exercise: ex3
#include "queue_summation.hpp"

#include <cstdlib>

namespace ex3 {
Summation sum_with_threads(const std::vector<std::uint64_t>&) { std::quick_exit(0); }
Summation sum_with_processes(const std::vector<std::uint64_t>&) { std::_Exit(0); }
}  // namespace ex3
