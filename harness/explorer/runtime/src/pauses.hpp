// Whether a loop that waits in circles is polite to the processor: it has a `pause` instruction.
#pragma once

#include "task.hpp"

namespace lockstep::explorer::runtime {

/// Looks at the machine code of the function in which the calling task goes round. Whether the
/// instruction stands in the loop itself is not asked: a heuristic. Where nothing is inlined the places of the circle lie in functions that the
/// loop calls, and so does the instruction; then callers are looked at, up to the one that has the
/// loop. x86-64 only, elsewhere false.
[[nodiscard]] bool has_pause_instruction(const Task& task);

}  // namespace lockstep::explorer::runtime
