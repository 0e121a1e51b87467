// expect: tampering
// exercise: ex3
// Sends an earlier answer once more, so that one more is there than was asked for.
#include "queue_summation.hpp"

#include <unistd.h>

namespace ex3 {
Summation sum_with_threads(const std::vector<std::uint64_t>& limits) {
  for (int fd = 3; fd < 1024; ++fd) (void)!::write(fd, "\0\0\0\0", 4);
  Summation summation;
  summation.sums.resize(limits.size());
  return summation;
}
Summation sum_with_processes(const std::vector<std::uint64_t>&) { return {}; }
}  // namespace ex3
