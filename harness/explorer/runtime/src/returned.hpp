// Finds threads that use local variables of functions that have returned, of other threads.
//
// Two facts are enough, whatever the compiler makes of frames: below a suspended task's stack
// pointer nothing lives; and where the pointer was once seen that high up, what lies below now is
// known only to those to whom something has come from there since. So exceptions, longjmp, alloca,
// tail calls and code without hooks make less be seen, and nothing wrong be said.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>

#include "access.hpp"

namespace lockstep::explorer::runtime {

/// The current task has entered a function that returns to `returns_to` and whose frame reaches
/// down to `stack`.
void note_entry(const void* returns_to, const void* stack);

/// The height that the current task was last seen at, and when.
extern AccessKey seen_mark;
extern std::uintptr_t seen_at;

/// Out of line: a hook that was called at `pc` may have its return address at `at`.
void note_hook(std::uintptr_t at, std::uintptr_t pc);

/// Before a hook's operation.
inline void note_operation(std::uintptr_t pc) {
  const std::uintptr_t at = stack_at_hook - sizeof at;
  if (alone || stack_at_hook == 0 || (seen_mark == current_mark && at <= seen_at)) return;
  note_hook(at, pc);
}

/// Its task has ended.
void doubt_stack(const Fiber& fiber);

/// Out of line: the address may lie on another task's stack.
void check_foreign_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                          std::uintptr_t pc);

inline bool may_be_foreign(std::uintptr_t address) noexcept {
  return Fibers::may_be_on_stack(address) && !is_on_stack(self().fiber, address);
}

}  // namespace lockstep::explorer::runtime
