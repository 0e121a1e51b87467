// What tasks do, as schedules see it: operations on objects, and executions made of them.
//
// Plain values, shared by the runtime inside a submission, which makes executions, and the
// strategies, which choose the next one. An object is a number that means the same thing in all
// executions that have the same steps up to the point where it is used: an address, a task.
#pragma once

#include <cstdint>
#include <span>

namespace lockstep::explorer {

using TaskId = std::uint32_t;  // in order of creation; 0 is the first

enum class Kind : std::uint8_t {
  start,   // a task's first step
  end,     // its last one
  create,  // of a thread
  join,    // waits for the end of a thread
  detach,
  load,  // of an atomic
  store,
  update,  // read-modify-write, a failed compare-exchange included
  fence,
  read,  // a plain access, visible because its place has raced
  write,
  lock,  // a mutex or, as a writer, a reader-writer lock: waits until it is free
  try_lock,
  unlock,
  read_lock,  // waits until there is no writer
  try_read_lock,
  read_unlock,
  wait_begin,  // condition variable: gives the mutex back and starts to wait
  wait_end,    // waits until it is woken; late: a time-out or a spurious wake-up
  notify_one,
  notify_all,
  acquire,  // semaphore: waits until there is a token
  try_acquire,
  release,
  arrive,       // barrier
  arrive_end,   // waits until all have arrived
  futex_begin,  // looks at the value, starts to wait if it is the expected one
  futex_end,    // as wait_end
  futex_wake,
  destroy,     // of a condition variable: part of findings, no operation
  once_begin,  // call_once, static variables: waits until nobody initialises
  once_end,
  receive,    // from a pipe or socket: waits until there is something, or nobody writes any more
  send,       // into one: waits until there is room, or nobody reads any more
  close_end,  // a descriptor of one
  poll,       // waits until one of them is ready
  yield,
  sleep,  // late by its nature: goes on after everyone else, unless a strategy wants otherwise
  exit,   // ends the program
};

/// How an operation uses an object. Two uses of one object commute if both are `read` or both are
/// `post`.
enum class Use : std::uint8_t { none, read, write, post };

[[nodiscard]] constexpr bool conflict(Use a, Use b) noexcept {
  if (a == Use::none || b == Use::none) return false;
  return a != b || a == Use::write;
}

struct Touch {
  std::uint64_t object = 0;  // 0 only with Use::none
  Use use = Use::none;

  bool operator==(const Touch&) const = default;
};

struct Operation {
  Kind kind = Kind::start;
  Touch first;
  Touch second;          // for instance the mutex of a wait_begin
  std::uint64_t pc = 0;  // code address, for people

  bool operator==(const Operation&) const = default;
};

/// Two operations of different tasks whose order can matter.
[[nodiscard]] constexpr bool dependent(const Operation& a, const Operation& b) noexcept {
  const auto meet = [](const Touch& x, const Touch& y) {
    return x.object == y.object && conflict(x.use, y.use);
  };
  return meet(a.first, b.first) || meet(a.first, b.second) || meet(a.second, b.first) ||
         meet(a.second, b.second);
}

/// Who goes next. `late`: the task's operation ends by itself although nobody has made it possible
/// (a time-out, a spurious wake-up), or it is a sleep that ends now. `older`: the task's load reads
/// not the newest value, but the one that so many stores have overwritten.
struct Choice {
  TaskId task = 0;
  bool late = false;
  std::uint8_t older = 0;

  bool operator==(const Choice&) const = default;
};

/// The same task's ordinary way of going on: with the newest value.
[[nodiscard]] constexpr Choice newest(Choice choice) noexcept { return {choice.task, choice.late}; }

/// Candidate::overwritten where an older value must always be tried.
inline constexpr std::uint32_t kTryAlways = UINT32_MAX;

/// Something that could be chosen at a decision.
struct Candidate {
  Choice choice;
  Operation operation;
  /// Of an older value: the decision, from 0, whose store came next. A load that could as well have
  /// been made before that store would have read the value as the newest.
  std::uint32_t overwritten = kTryAlways;
};

/// One operation that was carried out. `decided`: it was chosen among candidates. Otherwise it
/// belongs to the step before it (an unlock, a fence): it counts for what depends on what, but
/// nothing can be scheduled in front of it.
struct Step {
  Choice choice;
  Operation operation;
  bool decided = true;
  std::uint32_t first_candidate = 0;  // in Execution::candidates; of decided steps
  std::uint32_t candidate_count = 0;
};

/// How an execution ended.
enum class End : std::uint8_t {
  finished,  // the program ended by itself, whatever its exit status
  deadlock,  // nobody can go on
  livelock,  // those who can go on wait in circles
  crash,
  step_limit,  // cut off: too long to be decided
  abandoned,   // the strategy chose kAbandon
  diverged,    // did not do again what it did before: something uncontrolled is at work
};

struct Execution {
  std::span<const Step> steps;
  std::span<const Candidate> candidates;
  /// What each task that is left and could not go on would do next; at each end but `finished` by
  /// itself: a deadlock, an exit, a crash, also an abandoned execution. DPOR needs it to be
  /// complete.
  std::span<const Candidate> blocked;
  End end = End::finished;
  bool failed = false;  // the execution shows a fault of the program
  bool spun = false;    // a task that waits in circles was held back: not every execution is seen
};

}  // namespace lockstep::explorer
