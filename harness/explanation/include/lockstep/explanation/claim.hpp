// What may be said about how much was explored. The sentences are exactly these, and each only
// where the report supports it.
#pragma once

#include <string>
#include <vector>

#include <lockstep/explorer/report.hpp>

namespace lockstep::explanation {

/// "all 252 interleavings explored", "all executions with at most 2 preemptions explored", "each
/// bug of depth <= 3 would have been hit with probability >= 99.9 %". A claim that something in the
/// report contradicts is left out.
[[nodiscard]] std::vector<std::string> claims(const explorer::report::Report& report);

/// Every interleaving was explored, and the report does not contradict itself about it.
[[nodiscard]] bool exhausted(const explorer::report::Report& report);

/// Why no verdict is given, a sentence for each name: "undecided: it forks, and …".
[[nodiscard]] std::vector<std::string> undecided(const explorer::report::Report& report);

/// What was seen that is no fault: busy waiting with a yield, for instance.
[[nodiscard]] std::vector<std::string> notes(const explorer::report::Report& report);

}  // namespace lockstep::explanation
