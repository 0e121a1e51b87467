// The path that every plain memory access of the program takes.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// Not inlined: an access that was not just made by the same task in the same way.
void check_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc);

/// Out of line: the place has raced, or a replay wants to know about it.
void special_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc);

/// The task has made very many accesses without any operation: it may wait for another one by
/// looking at a plain variable.
void end_slice(std::uintptr_t pc);

extern bool any_special;
extern std::uint64_t access_limit;  // of Core::accesses, when the current task's slice ends

inline void note_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                        std::uintptr_t pc) {
  if (!active) return;
  if (++core->accesses >= access_limit) [[unlikely]]
    end_slice(pc);
  reads_between = reads_between * 31 + address;
  if (any_special) [[unlikely]]
    special_access(address, size, kind, pc);
  const std::uint32_t at = address & 7;
  if (at + size <= 8) [[likely]] {
    const AccessKey bytes = ((AccessKey{1} << size) - 1) << at;
    const AccessKey key = current_mark | bytes << kBytesAt | kind;
    const Cell* cell = core->shadow.cached_cell(address);
    if (cell != nullptr && (kind != 0 ? cell->write.key : cell->read.key) == key) return;
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
