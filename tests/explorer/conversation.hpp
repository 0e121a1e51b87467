// Asks a program that is linked with the explorer's runtime to explore itself, as grade does in the
// sandbox, but without one: for programs of our own only.
//
// THREADS  no shared state. SIGPIPE must be ignored.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include <lockstep/explorer/report.hpp>

namespace lockstep::explorer_cases {

/// The program died, or what it sent is no report.
class NoReport : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Starts `command` with the request on descriptor 3 and waits for its report on descriptor 4.
[[nodiscard]] explorer::report::Report ask(const std::vector<std::string>& command,
                                           const explorer::report::Request& request);

}  // namespace lockstep::explorer_cases
