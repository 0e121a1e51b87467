// The wall clock as the submission sees it.
//
// clocks.cpp defines clock_gettime, gettimeofday, time and timespec_get for the whole program, its
// shared libraries included. Monotonic clocks, and the wall clock without a jump, are the real
// ones. Deadlines that the kernel waits for are not shifted.
#pragma once

#include <cstdint>

namespace lockstep::entry {

/// From now on every read of the wall clock adds `ns` once more. Forgets what was added before.
void set_wall_clock_jump(std::int64_t ns) noexcept;

}  // namespace lockstep::entry
