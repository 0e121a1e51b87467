// The execution under analysis as events with their happens-before relation.
//
// An event is a decided step with the undecided steps behind it: what one decision sets off. Its
// marks are the objects it uses, each once. Happens-before is exact: it holds between events that
// use an object in conflicting ways, between those of one task, and nothing else; it is kept as
// vector clocks that grow with the number of tasks.
//
// Everything is a stack: the next execution repeats a beginning of this one, truncate() keeps it.
// After the first executions nothing is allocated.
//
// M. Abdulla et al., "Optimal Dynamic Partial Order Reduction", POPL 2014.
// C. Flanagan and P. Godefroid, "Dynamic Partial-Order Reduction for Model Checking Software",
// POPL 2005 (clocks on the stack).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <lockstep/explorer/operation.hpp>

#include "objects.hpp"

namespace lockstep::explorer::dpor {

inline constexpr std::uint32_t kNone = UINT32_MAX;

struct Mark {
  std::uint64_t object = 0;
  Use use = Use::none;
  Kind kind = Kind::start;  // of the first operation of the event that used it
};

[[nodiscard]] constexpr bool conflicting(std::span<const Mark> a,
                                         std::span<const Mark> b) noexcept {
  for (const Mark& x : a) {
    for (const Mark& y : b) {
      if (x.object == y.object && conflict(x.use, y.use)) return true;
    }
  }
  return false;
}

/// A place in the stack of marks.
struct Print {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Event {
  Choice choice;
  Kind kind = Kind::start;  // of the decided step
  std::uint64_t object = 0;
  Print marks;
  std::uint32_t uses = 0;          // where its uses begin
  std::uint32_t previous = kNone;  // event of the same task
  std::uint32_t local = 1;         // the how manieth of its task, from 1
  std::uint32_t after = 0;  // 1 + the latest event that happens before it, 0 if there is none
};

/// One event's use of one object, chained from the latest to the first.
struct ObjectUse {
  std::uint32_t object = 0;
  std::uint32_t event = 0;
  std::uint32_t before = kNone;
  std::uint32_t before_run = kNone;  // the latest one before that does not commute with this one
  Use use = Use::none;
  Kind kind = Kind::start;
};

class Trace {
 public:
  void clear();
  /// Keeps the first `events`, and of the next one the marks.
  void truncate(std::uint32_t events);

  /// A new event; extend() adds to the latest, link() works out what happens before it and makes
  /// its uses visible, once it is complete.
  void open(Choice choice, const Operation& operation);
  void extend(const Operation& operation);
  void link(std::uint32_t event);
  /// Marks that belong to no event: of an operation that was not carried out. Until the next call
  /// of anything that changes the trace.
  [[nodiscard]] std::span<const Mark> marks_of(const Operation& operation);

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(events_.size());
  }
  [[nodiscard]] const Event& operator[](std::uint32_t event) const noexcept {
    return events_[event];
  }
  [[nodiscard]] std::span<const Mark> marks(Print print) const noexcept {
    return {marks_.data() + print.begin, print.end - print.begin};
  }
  [[nodiscard]] const ObjectUse& use(std::uint32_t index) const noexcept { return uses_[index]; }
  /// The latest use of an object that does not commute with `use`, among linked events.
  [[nodiscard]] std::uint32_t latest(std::uint64_t object, Use use) const noexcept;
  /// The next older one.
  [[nodiscard]] std::uint32_t older(std::uint32_t index, Use use) const noexcept;

  /// Of linked events: for each task, how many of its events happen before, itself included.
  [[nodiscard]] const std::uint32_t* clock(std::uint32_t event) const noexcept {
    return clocks_.data() + std::size_t{event} * stride_;
  }
  [[nodiscard]] std::uint32_t tasks() const noexcept { return stride_; }
  [[nodiscard]] bool happens_before(std::uint32_t event,
                                    const std::uint32_t* clock) const noexcept {
    return clock[events_[event].choice.task] >= events_[event].local;
  }
  void join(std::uint32_t* into, const std::uint32_t* other) const noexcept {
    for (std::uint32_t task = 0; task < stride_; ++task) {
      if (into[task] < other[task]) into[task] = other[task];
    }
  }
  /// The latest event of a task, kNone if it has none.
  [[nodiscard]] std::uint32_t latest_of(TaskId task) const noexcept {
    return task < latest_.size() ? latest_[task] : kNone;
  }

 private:
  void widen(TaskId task);

  std::vector<Event> events_;
  std::vector<Mark> marks_;
  std::vector<ObjectUse> uses_;
  std::vector<std::uint32_t> clocks_;
  std::vector<std::uint32_t> heads_;   // latest use of each object
  std::vector<std::uint32_t> latest_;  // event of each task
  std::uint32_t stride_ = 0;
  std::uint32_t linked_ = 0;
  std::vector<Mark> loose_;
  Objects objects_;
};

}  // namespace lockstep::explorer::dpor
