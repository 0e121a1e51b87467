// Carries out one task's operations at a time: publishes each, finds out who could go on, and asks
// the strategy.
//
// An operation is first published, then somebody is chosen among those whose operation is possible;
// whoever is chosen carries it out and goes on until its next one. An execution ends where nobody
// can go on, where the program ends, or where a limit is reached; control then goes back to the
// controller and never returns to the tasks.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// What an operation waits for.
struct Waits {
  Gate gate = Gate::open;
  Object* object = nullptr;
  TaskId task = kNoTask;
  const ChannelWait* channel = nullptr;  // lives as long as the operation
  bool timed = false;
  bool may_wake = false;
  std::uint64_t deadline = 0;
};

/// Publishes the current task's operation and returns when it is the task's turn to carry it out.
/// False: it ended late, by a time limit or spuriously.
bool perform(const Operation& operation, const Waits& waits = {});

/// An operation that nothing needs to be scheduled before: it belongs to the one before it.
void perform_silently(const Operation& operation);

/// The operation just carried out used its object less than was announced: a try that failed, an
/// exchange that changed nothing.
void amend_use(Use use) noexcept;

/// The current task has changed something that others can see.
void effect();

[[nodiscard]] bool can_go(const Task& task) noexcept;

/// The execution's first decision, for which there is one candidate. False: it was abandoned.
[[nodiscard]] bool choose_first();

/// The current task ends; somebody else goes on.
[[noreturn]] void leave_for_ever();

/// The execution ends here.
[[noreturn]] void finish(End end);

/// The same, because what comes next is not modelled and could sleep in the kernel for ever.
[[noreturn]] void cut_off(const char* why);

/// A new task, alive but not yet able to run; its clock continues the current task's.
Task& add_task();

/// Code addresses from the hook's caller outwards; only that one where no detail is wanted.
[[nodiscard]] std::vector<std::uint64_t> stack_at(std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
