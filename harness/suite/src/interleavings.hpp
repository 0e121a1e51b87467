// One conversation with the explored program: a call in, a report out.
#pragma once

#include <string>

#include <lockstep/explorer/report.hpp>

namespace lockstep::suite {

struct Explored {
  explorer::report::Report report;
  std::string why_not;  // not empty: there is no report
};

/// Runs the explored program.
[[nodiscard]] Explored explore_interleavings(const explorer::report::Request& request);

}  // namespace lockstep::suite
