// What an exploration is asked for and what it reports, as it crosses from a submission to the
// trusted side. Encoded by wire; every number is checked there, and believed only as "this is what
// the runtime inside says".
//
// Code addresses are as addr2line takes them for the explored program. A stack is a list of them
// from the innermost call outwards; the innermost may lie in a library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep::explorer::report {

/// `everything`: each interleaving, equivalent ones too; for tests.
enum class StrategyName : std::uint8_t { automatic, pct, bounded, dpor, random, everything };

/// A schedule: the choices that were made, in order. `late` and `older` as in Choice.
struct Turn {
  std::uint32_t task = 0;
  bool late = false;
  std::uint8_t older = 0;

  bool operator==(const Turn&) const = default;
};

struct Request {
  StrategyName strategy = StrategyName::automatic;
  std::uint64_t budget_runs = 5000;
  std::uint64_t budget_steps = 20'000;  // of one execution
  std::uint64_t budget_work = 0;        // steps of all executions together; 0: no limit
  std::uint64_t seed = 1;
  /// Not empty: only this finding, with everything a replay shows. Finding::id.
  std::string replay;
  bool stop_at_first = false;
  /// Executions after the one that found the first fault, to see what else there is.
  std::uint64_t runs_after_first = 500;
  /// A debugger is attached: stop (SIGTRAP) before step `trap_step` of the replay; 0: never.
  std::uint64_t trap_step = 0;
  /// For a submission: an encoded wire::Request. Its answer is the outcome of an execution. Empty:
  /// the program is run from main(), and what it prints is the outcome.
  std::string call;
  /// For tests of the explorer: each execution also in a process of its own, whose memory nothing has
  /// been executed in. Where the two differ the verdict is undecided.
  bool against_forks = false;
};

enum class FindingKind : std::uint8_t {
  data_race,
  use_after_free,
  deadlock,  // nobody, or some tasks for ever
  lost_wakeup,
  livelock,
  busy_wait,
  lost_update,  // an outcome differs where a store overwrote what another task had written
  crash,        // a signal: Finding::signal
  uncaught_exception,
  exit_status,  // Finding::exit_status, not 0
  unlock_not_owner,
  destroyed_while_used,  // a mutex that is locked, a condition variable with waiters
  joined_twice,
  unjoined_thread,   // a thread was neither joined nor detached when the program ended
  invalid_free,      // freed twice, or not an allocation
  hang,              // no visible operation for a long time
  use_after_return,  // of a local variable; the first participant had left its function
  outcome,           // of a replay: no fault, but what an interleaving gave
};

/// What a task does or waits for; mirrors explorer::Kind by number.
using KindNumber = std::uint8_t;

struct Held {
  std::uint64_t object = 0;
  std::vector<std::uint64_t> stack;  // where it was taken
};

struct Participant {
  std::uint32_t task = 0;
  KindNumber kind = 0;  // what it did, or would do next
  bool write = false;   // of a memory access
  bool atomic = false;
  std::uint64_t object = 0;  // address of memory or of a lock; a task's number for join
  std::uint32_t size = 0;    // of a memory access, in bytes
  std::string value;         // bytes of the memory, read by or before the access; may be empty
  std::vector<std::uint64_t> stack;
  std::vector<Held> held;  // locks, in the order in which they were taken
  std::uint32_t step = 0;  // in the finding's execution, from 1
};

/// One line of a replay.
struct Event {
  std::uint32_t step = 0;  // from 1
  std::uint32_t task = 0;
  KindNumber kind = 0;
  bool late = false;
  std::uint64_t object = 0;
  std::vector<std::uint64_t> stack;
  std::string value;       // what a load, store, read or write read or wrote: bytes
  bool racing = false;     // takes part in the finding
  std::uint8_t older = 0;  // of a load: stores that had overwritten the value it read
};

/// A load that read a value although a newer one had been stored: C++ allows it, no interleaving
/// shows it.
struct OldRead {
  std::uint32_t task = 0;
  std::uint64_t object = 0;  // address
  std::uint32_t size = 0;    // in bytes
  std::string value;         // bytes: what was read
  std::string newer;         // what was stored next
  std::vector<std::uint64_t> stack;
  std::uint32_t writer = 0;  // who stored the newer value
  std::vector<std::uint64_t> written_at;
  bool relaxed = false;    // the load; else acquire or seq_cst
  std::uint32_t step = 0;  // from 1
};

/// A wait on a condition variable or its like that ended although nobody had notified.
struct LateWait {
  std::uint32_t task = 0;
  bool timed = false;  // at its time limit; else spuriously
  std::vector<std::uint64_t> stack;
};

/// A wait on a condition variable after which the task may not have looked again at what it had waited
/// for: in the same locked region it read nothing from where it had read before. Whether these are
/// other lines only their resolver can tell.
struct UncheckedWait {
  std::uint32_t task = 0;
  std::vector<std::uint64_t> stack;
  std::vector<std::vector<std::uint64_t>> before;  // reads under the lock, the last 8
  std::vector<std::vector<std::uint64_t>> after;   // the first 8
  std::uint32_t step = 0;                          // with which it went on, from 1
};

struct Finding {
  std::string id;  // of its schedule: the same in every exploration of this program
  FindingKind kind = FindingKind::data_race;
  std::int32_t signal = 0;
  std::int32_t exit_status = 0;
  std::string text;        // what the program said: assertion, exception's what(); untrusted
  bool spurious = false;   // needs a spurious wake-up
  bool timed_out = false;  // needs a time-out of a timed wait
  bool partial = false;    // of a deadlock: tasks that do not take part can go on
  std::vector<Participant> participants;
  std::vector<OldRead> old_reads;    // that its schedule needs; at most 8
  std::vector<LateWait> late_waits;  // likewise; the last 8
  std::vector<UncheckedWait> unchecked_waits;  // that its schedule has; the last 8
  std::uint64_t first_found = 0;     // number of the execution, from 1
  std::uint32_t preemptions = 0;     // of the schedule below
  std::vector<Turn> schedule;
  std::vector<Event> events;  // in a replay
};

/// What an execution gave: the output and the exit status, or the encoded response of a call.
struct Outcome {
  std::string value;
  std::int32_t exit_status = 0;
  std::uint64_t count = 0;
  std::string id;  // of an execution that had it
  std::vector<Turn> schedule;
  bool stale_store = false;  // every execution with it had a store that overwrote another's write
  bool spurious = false;     // likewise a spurious wake-up
  bool timed_out = false;    // likewise a time-out, and others had none
  std::vector<LateWait> late_waits{};  // of an execution with it, where it needs one
  std::vector<UncheckedWait> unchecked_waits{};  // of an execution with it; the last 8
};

enum class CoverageName : std::uint8_t { none, all, preemptions, probability };

struct ClaimMade {
  CoverageName coverage = CoverageName::none;
  std::uint32_t preemptions = 0;
  std::uint32_t depth = 0;
  double miss_probability = 0;
  std::uint64_t classes = 0;
};

struct Task {
  std::uint32_t creator = 0;
  std::vector<std::uint64_t> created_at;
  std::uint64_t function = 0;  // code address of its start routine
};

struct Report {
  std::vector<Finding> findings;  // by first_found
  std::uint64_t executions = 0;
  std::uint64_t complete = 0;  // of these, ran to their end and are not known to be equivalent
  bool exhausted = false;
  std::vector<ClaimMade> claims;
  std::vector<std::string> undecided;  // names of what was not modelled: "fork", "step limit", …
  std::vector<std::string> notes;      // "busy-wait-yield", …
  std::vector<Outcome> outcomes;       // at most 64 different ones, most frequent first
  std::uint64_t outcome_kinds = 0;     // how many different ones there were
  std::vector<Task> tasks;             // of the default execution
  std::uint64_t steps_default = 0;
  std::uint64_t seed = 1;
  std::uint64_t compared = 0;  // executions that were carried out in a process of their own as well
};

}  // namespace lockstep::explorer::report
