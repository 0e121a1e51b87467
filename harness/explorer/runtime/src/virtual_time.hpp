// Time as the explored program sees it: it passes when tasks sleep, when nothing else can go on,
// and a little at every look. Nothing takes real time.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <time.h>

#include <cstdint>

namespace lockstep::explorer::runtime {

/// What a clock shows at the start of every execution, in ns.
[[nodiscard]] constexpr std::uint64_t start_of(clockid_t clock) noexcept {
  constexpr std::uint64_t since_1970 = 1'700'000'000'000'000'000;
  constexpr std::uint64_t since_boot = 1'000'000'000'000;
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI:
      return since_1970;
    case CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK_THREAD_CPUTIME_ID:
      return 0;
    default:
      return since_boot;
  }
}

}  // namespace lockstep::explorer::runtime
