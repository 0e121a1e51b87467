// What ThreadSanitizer says of the same call: asked only to see whether the explorer agrees.
#pragma once

#include <string>

#include <lockstep/suite/explore.hpp>

namespace lockstep::suite {

/// Why the two do not agree; empty where they do. ThreadSanitizer sees one run and forgets what lies
/// far back, so a race that it alone does not see is no disagreement.
[[nodiscard]] std::string disagreement(const Exploration& exploration, const std::string& function,
                                       const std::string& arguments);

}  // namespace lockstep::suite
