// Sleeping until somebody notifies: condition variables and futexes.
//
// Whom a notification wakes is not fixed when it is made: any of those who were waiting then may
// take it, which makes the choice one of the schedule.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>

#include "core.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {

[[nodiscard]] bool is_woken(const Task& task) noexcept;

/// The current task is among the waiters from now on.
void begin_waiting(Object& object);

/// Sleeps. False: nobody woke it; the limit was reached or it woke up spuriously.
bool wait_until_woken(Kind kind, Object& object, std::uintptr_t pc, Waits limit);

/// Wakes at most `most` of the waiters; returns how many, and remembers whether it was nobody.
std::uint64_t wake(Object& object, std::uint64_t most, std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
