// Random programs for interpreter.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep::explorer_cases {

/// One text for each thread; a seed always gives the same program. A plain counter is touched under
/// its lock only. The program may well deadlock.
[[nodiscard]] std::vector<std::string> random_program(std::uint64_t seed);

}  // namespace lockstep::explorer_cases
