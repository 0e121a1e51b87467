// What the code and variables of the submission's programs are called, found inside the sandbox.
#pragma once

#include <lockstep/explanation/place.hpp>
#include <lockstep/explorer/report.hpp>

namespace lockstep::suite {

/// Everything that a report of the explored program names.
[[nodiscard]] explanation::Resolved resolve(const explorer::report::Report& report);

}  // namespace lockstep::suite
