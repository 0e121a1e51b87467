// The command line of `grade explore`. Options for the compiler stand among its own, so it is read
// apart from those of the other commands.
#pragma once

#include <string>
#include <vector>

#include "options.hpp"

namespace lockstep::cli {

/// What stands behind "explore". Throws UsageError.
[[nodiscard]] Options read_explore_options(const std::vector<std::string>& arguments);

}  // namespace lockstep::cli
