// One conversation with the explored program: a call in, a report out.
#pragma once

#include <string>

#include <lockstep/explanation/place.hpp>
#include <lockstep/explorer/report.hpp>

namespace lockstep::suite {

struct Explored {
  explorer::report::Report report;
  std::string why_not;  // not empty: there is no report
};

/// Runs the explored program. `shown` is the call, for people.
[[nodiscard]] Explored explore_interleavings(const explorer::report::Request& request,
                                             const std::string& shown);

/// The lines and variables of the explored program, as addr2line and nm find them in the sandbox.
[[nodiscard]] explanation::Resolved resolve(const explorer::report::Report& report);

}  // namespace lockstep::suite
