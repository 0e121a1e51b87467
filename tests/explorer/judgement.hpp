// Compares what `grade explore --json` says with what a case promises. Pure.
#pragma once

#include <string>
#include <vector>

#include <boost/json.hpp>

#include "expectation.hpp"

namespace lockstep::explorer_cases {

/// One sentence for each difference; empty: all is as it should be. `optimised`: at -O2 a program
/// with a data race may be another one, so its lines and outcomes are not looked at.
[[nodiscard]] std::vector<std::string> differences(const Expectation& want,
                                                   const boost::json::object& got, int exit_status,
                                                   bool optimised);

/// The ids of all findings, without repetitions.
[[nodiscard]] std::vector<std::string> replays(const boost::json::object& got);

/// What the replay of `id` must show again: kind and places of the finding. Empty: not found.
[[nodiscard]] std::string essence(const boost::json::object& got, const std::string& id);

}  // namespace lockstep::explorer_cases
