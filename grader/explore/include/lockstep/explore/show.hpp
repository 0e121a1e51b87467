// An exploration as a user reads it, and as programs do.
//
// Everything that the program or its files could have put into it is escaped here.
#pragma once

#include <string>

#include <lockstep/explore/exploration.hpp>
#include <lockstep/report/text.hpp>

namespace lockstep::explore {

/// The whole report. `again`: Job::again, for the commands that it names.
[[nodiscard]] std::string text(const Exploration& exploration, const report::Style& style,
                               const std::string& again);

/// A replay: the interleaving as lanes, one column for each thread.
[[nodiscard]] std::string lanes_text(const Exploration& exploration, const report::Style& style);

/// Schema lockstep/explore/v1: one line with its end, keys in a fixed order. `stable` leaves out
/// `measured`, all that differs from run to run.
[[nodiscard]] std::string json(const Exploration& exploration, bool stable);

}  // namespace lockstep::explore
