// expect: made
// Options that a file may not give: nothing of this is obeyed, and nothing is harmed.
#pragma GCC plugin "/usr/bin/true"
#pragma GCC option("-fplugin=/tmp/x.so")
#pragma comment(linker, "-Wl,-o,/etc/passwd")
// @file -fplugin=/tmp/x.so
#include "queue_summation.hpp"

namespace ex3 {
Summation sum_with_threads(const std::vector<std::uint64_t>&) { return {}; }
Summation sum_with_processes(const std::vector<std::uint64_t>&) { return {}; }
}  // namespace ex3
