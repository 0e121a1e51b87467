// How a run or a compilation ended, in the words that the hostile programs' first lines use.
#pragma once

#include <string>

#include <lockstep/build/compile.hpp>
#include <lockstep/sandbox/facts.hpp>

namespace hostile {

/// "exit 0", "signal 11", "memory-limit" …
[[nodiscard]] std::string name_of(const lockstep::sandbox::Facts& facts);

/// "made", "error", "not-found", "memory-limit" … or "grader-fault".
[[nodiscard]] std::string name_of(const lockstep::build::Product& product);

}  // namespace hostile
