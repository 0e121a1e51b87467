// Whether a report can be true at all: it was written inside, beside code that nobody can be
// trusted with.
#pragma once

#include <stdexcept>
#include <string>

#include <lockstep/explorer/report.hpp>

namespace lockstep::explanation {

/// what() names the part of the report that contradicts another, or itself.
class ImplausibleReport : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws ImplausibleReport. A report that passes may still be a lie; it cannot confuse whoever
/// shows it: every number is in range, every enumerator has a name, every list has an end.
void check(const explorer::report::Report& report, const explorer::report::Request& request);

}  // namespace lockstep::explanation
