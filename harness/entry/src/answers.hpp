// Answers one request. What main() does with the answer differs between the ways to run a submission.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep::entry {

/// The encoded wire::Response to an encoded wire::Request, always: what the function throws and what
/// cannot be decoded is an answer, too. `race_reports` may be null.
[[nodiscard]] std::string encoded_answer(const std::string& payload,
                                         std::uint32_t (*race_reports)());

/// Stands beside main(). The registry, which every entry.cpp needs, needs it, so a submission that
/// brings a main() of its own does not link instead of taking ours' place.
extern const bool our_main_is_linked;

}  // namespace lockstep::entry
