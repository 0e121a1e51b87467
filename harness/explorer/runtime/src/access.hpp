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

/// Out of line: the place has raced, or a replay wants to know about it.
void special_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc);

/// The task has made very many accesses without any operation: it may wait for another one by
/// looking at a plain variable.
void end_slice(std::uintptr_t pc);

/// Nobody else is alive, and all that others did has been joined: what is done now happens before
/// or after everything else, and need not be remembered.
extern bool alone;

extern bool any_special;
extern std::uint64_t access_limit;  // of Core::accesses, when the current task's slice ends

inline bool is_on_stack(const Fiber& fiber, std::uintptr_t address) noexcept {
  return address - reinterpret_cast<std::uintptr_t>(fiber.stack_low) <
         static_cast<std::uintptr_t>(fiber.stack_high - fiber.stack_low);
}

/// The task has written where it had not written since its clock went on.
inline void note_change(std::uintptr_t address) noexcept {
  Task& now = self();
  ++now.effects;
  ++core->run.effects;
  if (now.poll.pc != 0 && !is_on_stack(now.fiber, address)) now.poll = {};
  if (!now.suspected && now.free_rounds == 0 && now.spin.is_clear()) return;
  const Inside inside;
  leave_circle(now);
}

inline void note_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                        std::uintptr_t pc) {
  if (!active) return;
  if (++core->accesses >= access_limit) [[unlikely]]
    end_slice(pc);
  reads_between = std::rotl(reads_between, 7) + address;
  if (any_special) [[unlikely]]
    special_access(address, size, kind, pc);
  if (alone && core->shadow.is_surely_alive(address)) {
    if (kind != 0) note_change(address);
    return;
  }
  const std::uint32_t at = address & 7;
  if (at + size <= 8) [[likely]] {
    const AccessKey bytes = ((AccessKey{1} << size) - 1) << at;
    const AccessKey key = current_mark | bytes << kBytesAt | kind;
    switch (core->shadow.note_quickly(address, key, pc)) {
      case Shadow::Quick::known:
        return;
      case Shadow::Quick::noted:
        if (kind != 0) note_change(address);
        return;
      case Shadow::Quick::unknown:
        break;
    }
  }
  check_access(address, size, kind, pc);
}

/// Memory that a library function reads or writes for the program.
inline void note_range(const volatile void* memory, std::size_t size, AccessKey kind,
                       std::uintptr_t pc) {
  if (!active || size == 0) return;
  note_access(reinterpret_cast<std::uintptr_t>(memory), static_cast<std::uint32_t>(size), kind, pc);
}

}  // namespace lockstep::explorer::runtime
