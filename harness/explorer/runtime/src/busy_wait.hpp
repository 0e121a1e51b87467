// Whether a task that goes round in a circle waits for others, and whether it does so busily.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// The task's circle is one of busy waiting: a finding, or a note where it pauses.
void report_circle(const Task& task);

/// Whether the task looks at one thing again and again, sleeping in between, until it changes: that
/// is worth a note. Such loops are left too soon to be circles.
void note_polling(Task& task, const Observation& now);

/// Whether a task that has gone round its circle so often waits for others. Circles that count
/// their rounds end by themselves.
[[nodiscard]] bool should_hold_back(Task& task, std::size_t rounds);

}  // namespace lockstep::explorer::runtime
