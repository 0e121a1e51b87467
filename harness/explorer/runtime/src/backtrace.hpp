// The calls that led to a hook. Slow, so only for replays.
#pragma once

#include <cstdint>
#include <vector>

namespace lockstep::explorer::runtime {

/// Code addresses from `pc`, which lies in one of the calling functions, outwards; at most 24. Each
/// is an address inside the calling instruction.
[[nodiscard]] std::vector<std::uint64_t> backtrace_from(std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
