// Keeps tasks that wait with a time limit, or yield, from going on for ever while nobody else gets
// a turn.
//
// Time passes for everybody: while one task comes to its time limit again and again, or yields, the
// others get on as well. A task that has done so too often in a row waits for those who have not.
// That leaves out executions, so none of them counts as all there are. Circles that nothing changes
// in are found by Spin, much sooner.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstddef>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

#include "task.hpp"

namespace lockstep::explorer::runtime {

/// Takes away who has been impatient, among the candidates from `first` on. Some stay.
void be_fair(std::vector<Candidate>& candidates, std::size_t first);

/// `next` goes on, as chosen. If it gets on by that, it is what the impatient ones wait for.
void note_turn(Task& next, const Candidate& chosen) noexcept;

}  // namespace lockstep::explorer::runtime
