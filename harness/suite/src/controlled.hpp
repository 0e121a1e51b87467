// One run whose interleaving the explorer chooses.
#pragma once

#include <optional>
#include <string>

#include <lockstep/suite/run.hpp>

namespace lockstep::suite {

/// The call, made so often, under the explorer's first interleaving: the same one every time. What
/// the last one gives is the answer. nullopt where the
/// explorer cannot decide what it gives. No kernel facts; races and the like are not looked at.
[[nodiscard]] std::optional<RawRun> controlled_run(const std::string& function,
                                                   const std::string& arguments,
                                                   const std::string& shown, unsigned calls);

}  // namespace lockstep::suite
