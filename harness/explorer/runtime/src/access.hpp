// The path that every plain memory access of the program takes.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "core.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {

/// Not inlined: an access that was not just made by the same task in the same way.
void check_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc);

/// Out of line: the place has raced, or a replay wants to know about it. `last` is the other place
/// in memory that is touched by the same step.
void special_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc,
                    std::uintptr_t last);

/// At the start of an execution.
void begin_slices() noexcept;

/// Nobody else is alive, and all that others did has been joined: what is done now happens before
/// or after everything else, and need not be remembered.
extern bool alone;

extern bool any_special;
extern std::uint64_t access_limit;  // of Core::accesses, when the task is to be looked at

inline bool is_on_stack(const Fiber& fiber, std::uintptr_t address) noexcept {
  return address - reinterpret_cast<std::uintptr_t>(fiber.stack_low) <
         static_cast<std::uintptr_t>(fiber.stack_high - fiber.stack_low);
}

/// Out of line: the task was suspected of going round in circles, and this write shows that it is
/// not.
void change_in_circle(std::uintptr_t address) noexcept;

/// The task has written where it had not written since its clock went on.
inline void note_change(std::uintptr_t address) noexcept {
  Task& now = self();
  ++now.effects;
  ++core->run.effects;
  if (now.poll.pc == 0 && !now.suspected && now.free_rounds == 0 && now.spin.is_clear()) return;
  change_in_circle(address);
}

/// Not inlined: whatever an access may need that is not the quick path of a task that is alone.
void note_shared_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                        std::uintptr_t pc);

/// Every path but the first ends in one jump, so that nothing is saved on the stack for it.
inline void note_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                        std::uintptr_t pc) {
  if (!active) return;
  if (alone && !any_special && core->accesses + 1 < access_limit &&
      core->shadow.is_surely_alive(address)) [[likely]] {
    ++core->accesses;
    reads_between = std::rotl(reads_between, 7) + address;
    if (kind != 0) note_change(address);
    return;
  }
  note_shared_access(address, size, kind, pc);
}

/// Memory that a library function reads or writes for the program.
inline void note_range(const volatile void* memory, std::size_t size, AccessKey kind,
                       std::uintptr_t pc) {
  if (!active || size == 0) return;
  note_access(reinterpret_cast<std::uintptr_t>(memory), static_cast<std::uint32_t>(size), kind, pc);
}

}  // namespace lockstep::explorer::runtime
