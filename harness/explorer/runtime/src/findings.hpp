// Turns what is found during an execution into findings of the report.
//
// In an ordinary run a finding has one code address for each place; a detailed run of the same
// schedule finds the same with whole stacks.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>
#include <vector>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// Who sleeps on something that was notified too early, if anybody does: then the finding is a lost
/// wake-up, unless looking again shows that there was nothing to wake up for.
Task* report_deadlock();
void report_livelock();
/// Some tasks wait for each other for ever although the program has come to its end.
void report_partial_deadlock();

inline constexpr std::size_t kMostFindingsOfRun = 64;

/// A new finding of the current execution, for who fills it in.
report::Finding& add_finding(report::FindingKind kind);
[[nodiscard]] std::vector<report::Held> held_by(const Task& task);

struct MemoryAccess {
  std::uintptr_t address = 0;
  std::uint32_t size = 0;
  AccessKey key = 0;
  std::uintptr_t pc = 0;
};
/// `key` of the access itself, or of an earlier one to the same memory.
[[nodiscard]] report::Participant accessing(TaskId task, AccessKey key, const MemoryAccess& access);

/// Makes the accesses at this place operations; true if they were not yet. Not in a library: nobody
/// is stopped in the middle of its functions, because what they would leave half done is no fault
/// of the program that is to be shown, and may need more memory than there is.
bool promote(std::uintptr_t pc);

/// Marks both places as ones whose accesses are operations from now on.
void report_conflict(const Conflict& conflict, const MemoryAccess& access);

/// A misuse that the current task commits at `pc` with an object, and who else is concerned.
void report_misuse(report::FindingKind kind, std::uintptr_t pc, Number object,
                   TaskId other = kNoTask, std::uintptr_t other_pc = 0);

struct Deed {
  TaskId task = 0;
  Kind kind = Kind::destroy;
  std::vector<std::uint64_t> stack;
};

/// A condition variable is used and destroyed, and nothing orders the two. One of them is the current
/// task's.
void report_used_and_destroyed(const Object& object, const Deed& use, const Deed& destruction);

/// The program ended by a signal, an exception, or with an exit status.
void report_crash(report::FindingKind kind, int number, std::string text, std::uintptr_t pc);

/// A store overwrote what another task had written since the current one looked. No fault in
/// itself: it becomes one where the outcome differs.
void note_stale_store(const Object& object, std::uintptr_t pc);
/// The same of plain memory, under locks.
void note_stale_write(const Overwritten::Place& place, std::uintptr_t pc);

/// Threads that still run when the program ends.
void report_unjoined();

}  // namespace lockstep::explorer::runtime
