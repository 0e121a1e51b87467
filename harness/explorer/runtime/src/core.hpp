// The state of the explorer inside a submission, and the doors between the program and it.
//
// Everything that changes lies outside of the memory that is restored between executions. The few
// variables that stand in the program's own data section mean the same at every restoration.
//
// THREADS  belongs to the one kernel thread that explores: tasks are fibers on it.
#pragma once

#include <semaphore.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <lockstep/explorer/operation.hpp>
#include <lockstep/explorer/report.hpp>
#include <lockstep/explorer/strategy.hpp>

#include "arena.hpp"
#include "channels.hpp"
#include "fiber.hpp"
#include "object.hpp"
#include "overwritten.hpp"
#include "plain_circle.hpp"
#include "shadow.hpp"
#include "snapshot.hpp"
#include "task.hpp"

namespace lockstep::explorer::runtime {

/// True while the program's own code runs under control. Hooks do nothing otherwise.
extern bool active;

/// Places of plain accesses that have raced: their accesses are operations. They are found during
/// an exploration, which then starts anew.
class Promoted {
 public:
  /// True if it is new.
  bool add(std::uintptr_t pc);
  [[nodiscard]] bool has(std::uintptr_t pc) const noexcept {
    if ((filter_[(pc >> 6) & 7] >> (pc & 63) & 1) == 0) return false;
    return found(pc);
  }
  [[nodiscard]] std::size_t size() const noexcept { return pcs_.size(); }
  [[nodiscard]] const std::vector<std::uintptr_t>& all() const noexcept { return pcs_; }
  /// Back to the first `count`, which are then all there are.
  void keep_first(std::size_t count) noexcept;

 private:
  [[nodiscard]] bool found(std::uintptr_t pc) const noexcept;
  std::uint64_t filter_[8] = {};
  std::vector<std::uintptr_t> pcs_;
};

/// A place where a task went round in circles.
struct Circle {
  std::uintptr_t pc = 0;
  bool endless = false;  // a round later all was as before; otherwise something counts its rounds
};

/// How executions are carried out; the same for all of one exploration.
struct Manner {
  std::uint64_t step_limit = 20'000;
  std::uint32_t spurious = 0;    // spurious wake-ups of each task in one execution
  bool unlocks_visible = false;  // somebody looks without waiting: try_lock, time limits
  bool weak_memory = false;      // weaker orders than seq_cst are used: loads may read old values
  bool seq_cst_visible = false;  // the order of seq_cst operations decides what others may read
  bool mixed_sizes = false;      // atomics of different sizes share memory
  bool detailed = false;         // a replay: stacks, events, values
  std::uint64_t trap_step = 0;
};

/// A seq_cst fence.
struct Fence {
  TaskId by = 0;
  std::uint32_t time = 0;  // of its task's clock
  std::uint32_t decision = 0;
  Clock seen;  // what happened before it or an earlier one
};

/// One execution.
struct Run {
  std::vector<Step> steps;
  std::vector<Candidate> candidates;
  std::vector<Candidate> blocked;
  End end = End::finished;
  bool spun = false;
  bool failed = false;
  std::int32_t exit_status = 0;
  std::vector<report::Finding> findings;  // without id and schedule
  std::vector<report::Event> events;      // in a detailed run
  std::uint32_t decisions = 0;
  std::uint32_t forced = 0;  // turns given to tasks that wait in circles, one after the other
  bool proving = false;      // these are the last of such turns before it is a livelock
  std::uint64_t time = 0;    // virtual, ns since the start
  std::uint64_t effects = 0;
  bool stale_store = false;  // a store overwrote what another task had written since the load
  report::Finding stale;     // the first one
  std::vector<Fence> fences;
  std::vector<report::OldRead> old_reads;    // in a detailed run
  std::vector<report::LateWait> late_waits;  // likewise
  std::vector<report::UncheckedWait> unchecked_waits;  // likewise
  std::uint32_t stacks_of_looks = 0;                   // likewise: that were taken
  bool visibility_changed = false;           // Promoted, circles or Manner learned something
  bool used_late_wake = false;
  bool used_time_out = false;
  bool waited_in_vain = false;  // some task's `waited` is not 0
  bool opened_files = false;
  bool left_sight = false;  // something else may send or receive: a process, a signal's handler
  bool has_children = false;
  bool cut_off = false;               // what would come next is not followed; why is named
  std::uint64_t handled_signals = 0;  // the program has a handler for them; bit n - 1
  std::uint64_t ignored_signals = 0;
  bool waited = false;      // on a condition variable
  bool own_stacks = false;  // it switches stacks by itself
  bool main_left = false;   // the first task ended by pthread_exit
  Object* probe = nullptr;  // after a deadlock: what the task slept on that is woken once more
  std::uint32_t probe_steps = 0;
  bool terminating = false;  // std::terminate was called
  std::uint64_t hash = 0;    // of all operations

  void renew();
};

struct Key {
  bool used = false;
  void (*destructor)(void*) = nullptr;
};

inline constexpr std::size_t kMostOutput = 64 << 10;

struct Core {
  bool exploring = false;  // tasks run; the explorer's own memory is `own` from here on
  Arena heap;              // the program's
  Arena own;               // the explorer's
  Fibers fibers;
  Shadow shadow;
  Objects objects;
  Overwritten overwritten;
  Channels channels;
  Snapshot snapshot;
  std::vector<std::unique_ptr<Task>> tasks;
  std::size_t task_count = 0;
  Task* current = nullptr;
  Fiber controller;
  Strategy* strategy = nullptr;
  Manner manner;
  Run run;
  Promoted promoted;
  std::vector<Circle> circles;
  std::vector<std::string> undecided;  // names, each once
  std::vector<std::string> notes;
  std::vector<std::uintptr_t> watched;  // of a detailed run: plain accesses whose stacks are wanted
  std::vector<std::vector<std::uint64_t>> watched_stacks;  // the last one of each, for each task
  std::vector<Key> keys;                                   // of thread-specific data
  std::vector<Key> kept_keys;
  std::vector<void*> outside_values;  // thread-specific data while nothing is explored
  std::vector<std::pair<std::string, sem_t*>> named_semaphores;
  std::vector<std::pair<void*, std::size_t>> mappings;  // that the execution made
  void (*body)() = nullptr;                             // what the first task does
  int output = -1;                          // captures standard output; -1: not captured
  const std::byte* output_bytes = nullptr;  // the first kMostOutput of it
  std::uint64_t accesses = 0;
  std::uint64_t slice_end = 0;  // of accesses: whoever has made so many waits for another task
  PlainCircle plain_circle;
  std::string call;                    // what the entry is to answer, encoded
  std::string answer;                  // what the program printed, or the entry's encoded answer
  std::uint64_t chance = 0;            // state of what stands in for random numbers
  std::uint64_t progress_at_tick = 0;  // of the processor-time timer
  int idle_ticks = 0;
};

/// Made by open_core(), before which nothing is explored and hooks do nothing.
extern Core* core;

/// The plain accesses of the current task since its last observation, mixed into one number.
extern std::uint64_t reads_between;

/// How far down the stack reached that called the last hook which noted it.
extern std::uintptr_t stack_at_hook;

/// What marks the current task's accesses: execution, task, time.
extern AccessKey current_mark;

/// Makes the state. May be called more than once, and from malloc at the program's very start.
void open_heaps() noexcept;
void open_core();

[[nodiscard]] inline Task& self() noexcept { return *core->current; }
[[nodiscard]] inline Task& task(TaskId id) noexcept { return *core->tasks[id]; }

/// After the current task or its time has changed.
void renew_mark() noexcept;

/// The current task's clock goes on: what comes later did not happen before what was released.
void tick();

/// In a hook: the program is left, until the end of the scope. What the explorer itself does in
/// between is no access of the program.
class Inside {
 public:
  Inside() noexcept : was_active_(active) { active = false; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { active = was_active_; }

 private:
  bool was_active_;
};

void note_once(std::vector<std::string>& list, const char* name);
/// Something happened that is not modelled: no verdict "ok" any more.
void undecided(const char* name);

/// The code address of a call that returns to `returns_to`, as addr2line takes it.
inline std::uintptr_t at_call(const void* returns_to) noexcept {
  return reinterpret_cast<std::uintptr_t>(returns_to) - 1;
}

}  // namespace lockstep::explorer::runtime

/// Of a hook's caller, whose stack reaches down to where the hook's begins.
#define LOCKSTEP_PC                                             \
  (lockstep::explorer::runtime::stack_at_hook =                 \
       reinterpret_cast<std::uintptr_t>(__builtin_dwarf_cfa()), \
   lockstep::explorer::runtime::at_call(__builtin_return_address(0)))
