// What ThreadSanitizer says of one run of the same call: where the explorer could not decide, and
// to see whether it agrees.
#pragma once

#include <string>

#include <lockstep/suite/explore.hpp>

namespace lockstep::suite {

/// Decides what the explorer could not: the faults, the failure and the outcome are those of the
/// run. What it does not see is not known to be absent, so no interleaving counts as explored.
void judge_by_one_run(Exploration& exploration, const std::string& function,
                      const std::string& arguments);

/// Why the two do not agree; empty where they do. ThreadSanitizer sees one run and forgets what
/// lies far back, so a race that it alone does not see is no disagreement.
[[nodiscard]] std::string disagreement(const Exploration& exploration, const std::string& function,
                                       const std::string& arguments);

}  // namespace lockstep::suite
