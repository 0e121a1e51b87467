// Tasks that wait in circles: they look at the same again and again, and are held back until
// something of it has changed.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// What the operation saw; a task that sees the same again and again is held back.
void observe(Observation observation);
/// The task has gone round its circle: what it looks at need not be scheduled again.
[[nodiscard]] bool looks_again(Observation observation) noexcept;
/// What the task did is not a round of its circle any more.
void leave_circle(Task& task);

/// It goes on when may_leave_circle() says so. Not all there is to explore is explored then.
void hold_back(Task& task) noexcept;
/// Something that the task looks at in its circle is not what it was.
[[nodiscard]] bool may_leave_circle(const Task& task) noexcept;

}  // namespace lockstep::explorer::runtime
