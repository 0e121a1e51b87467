// expect: tampering
// exercise: ex2
// insert into: the stub
#include <chrono>
__attribute__((noinline)) inline std::chrono::steady_clock::time_point std::chrono::steady_clock::now() noexcept { return {}; }
static const auto used = std::chrono::steady_clock::now();
