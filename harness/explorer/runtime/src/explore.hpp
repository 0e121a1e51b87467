// The controller: runs executions until enough is known, and reports.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <lockstep/explorer/report.hpp>

namespace lockstep::explorer::runtime {

/// Explores what prepare_executions() was given.
[[nodiscard]] report::Report explore(const report::Request& request);

}  // namespace lockstep::explorer::runtime
