// Answers one request. What main() does with the answer differs between the ways to run a
// submission.
#pragma once

#include <string>

#include <lockstep/wire/protocol.hpp>

namespace lockstep::entry {

/// What a response says of the process rather than of the call.
using AddFacts = void (*)(wire::Response& response);

/// The encoded wire::Response to an encoded wire::Request, always: what the function throws and
/// what cannot be decoded is an answer, too. `add_facts` may be null.
[[nodiscard]] std::string encoded_answer(const std::string& payload, AddFacts add_facts);

/// Stands beside main(). The registry, which every entry.cpp needs, needs it, so a submission that
/// brings a main() of its own does not link instead of taking ours' place.
extern const bool our_main_is_linked;

}  // namespace lockstep::entry
