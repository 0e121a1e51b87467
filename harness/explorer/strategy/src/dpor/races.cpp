// Which pairs of events race, and what has to be tried to see the other order.
//
// Two events race if they conflict and nothing that conflicts lies between them. Going back from an
// operation, events that cannot come after it anyway (an unlock before a lock: the lock could not
// have been taken) are passed, so that the lock before the unlock is met. If it is not sure that
// an order can be turned round, the search goes on as if it could not: more is tried, nothing is
// missed.
#include <algorithm>

#include "dpor.hpp"

namespace lockstep::explorer::dpor {

namespace {

[[nodiscard]] constexpr bool takes_lock(Kind kind) noexcept {
  return kind == Kind::lock || kind == Kind::read_lock || kind == Kind::once_begin;
}

[[nodiscard]] constexpr bool may_block(Kind kind) noexcept {
  switch (kind) {
    case Kind::start:
    case Kind::join:
    case Kind::lock:
    case Kind::read_lock:
    case Kind::wait_end:
    case Kind::acquire:
    case Kind::arrive_end:
    case Kind::futex_end:
    case Kind::once_begin:
      return true;
    default:
      return false;
  }
}

/// `earlier` makes `later` possible and never commutes with it: their order is no race.
[[nodiscard]] constexpr bool enables(Kind earlier, Kind later) noexcept {
  if (later == Kind::start || later == Kind::join) return true;
  if (later != Kind::lock && later != Kind::read_lock && later != Kind::once_begin) return false;
  return earlier == Kind::unlock || earlier == Kind::read_unlock || earlier == Kind::wait_begin ||
         earlier == Kind::once_end;
}

}  // namespace

Option* Dpor::find(std::uint32_t node, Choice choice) noexcept {
  for (Option& option : options(nodes_[node])) {
    if (option.choice == choice) return &option;
  }
  return nullptr;
}

void Dpor::analyse(std::uint32_t number) {
  const Event& event = trace_[number];
  const Subject subject{newest(event.choice), event.kind, trace_.marks(event.marks), event.previous,
                        number};
  if (!subject.marks.empty()) scan(subject);
  const std::uint32_t before = event.previous == kNone ? 0 : nodes_[event.previous].lates;
  if (nodes_[number].lates != before) analyse_other_way(number);
  if (nodes_[number].older) want_older(number);
}

/// The load could have read other values; those that it reads in other executions are left out.
void Dpor::want_older(std::uint32_t number) {
  const Event& event = trace_[number];
  const auto came_before = [&](std::uint32_t store) {
    return event.previous != kNone && trace_.happens_before(store, trace_.clock(event.previous));
  };
  for (Option& option : options(nodes_[number])) {
    if (option.choice.task != event.choice.task || option.choice.older == 0) continue;
    const std::uint32_t store = option.overwritten;
    if (store == kTryAlways || came_before(store)) option.wanted = true;
  }
}

/// The task could have gone on late instead of in the ordinary way, or the other way round.
void Dpor::analyse_other_way(std::uint32_t number) {
  const Event& event = trace_[number];
  const Choice other{event.choice.task, !event.choice.late};
  if (Option* option = find(number, other); option != nullptr) option->wanted = true;
  // A late end is possible in all of the wait, the ordinary one perhaps at another time.
  const Option* option = nullptr;
  const std::uint32_t from = event.previous == kNone ? 0 : event.previous + 1;
  for (std::uint32_t node = number + 1; option == nullptr && node-- > from;) {
    option = find(node, other);
  }
  // Both would carry out the same operation; the late one has it.
  if (event.choice.late) option = find(number, event.choice);
  if (option == nullptr) return;
  const Operation& operation = late_[option->late];
  scan({other, operation.kind, trace_.marks_of(operation), event.previous, number});
}

void Dpor::analyse_pending(const Candidate& pending) {
  const TaskId task = pending.choice.task;
  scan({pending.choice, pending.operation.kind, trace_.marks_of(pending.operation),
        trace_.latest_of(task), trace_.size()});
}

/// The end of the program conflicts with whatever others do.
void Dpor::analyse_exit(std::uint32_t number) {
  const Event& event = trace_[number];
  const Subject subject{event.choice, event.kind, {}, event.previous, number};
  clock_.assign(trace_.tasks(), 0U);
  if (event.previous != kNone) trace_.join(clock_.data(), trace_.clock(event.previous));
  joined_ = false;
  passed_.clear();
  for (std::uint32_t earlier = number; earlier-- > 0;) {
    if (trace_.happens_before(earlier, clock_.data())) continue;
    race(subject, earlier);
    trace_.join(clock_.data(), trace_.clock(earlier));
    joined_ = true;
  }
}

void Dpor::scan(const Subject& subject) {
  clock_.assign(trace_.tasks(), 0U);
  if (subject.previous != kNone) trace_.join(clock_.data(), trace_.clock(subject.previous));
  joined_ = false;
  passed_.clear();
  cursors_.clear();
  for (const Mark& mark : subject.marks) cursors_.push_back(trace_.latest(mark.object, mark.use));
  while (true) {
    std::size_t next = cursors_.size();
    for (std::size_t at = 0; at < cursors_.size(); ++at) {
      if (cursors_[at] == kNone) continue;
      if (next == cursors_.size() || cursors_[at] > cursors_[next]) next = at;
    }
    if (next == cursors_.size()) return;
    const ObjectUse& used = trace_.use(cursors_[next]);
    const bool known = trace_.happens_before(used.event, clock_.data());
    if (!known) meet(subject, used, subject.marks[next]);
    // Whatever is older and conflicts happens before this one, if this one is known to.
    const bool end = used.use == Use::write && trace_.happens_before(used.event, clock_.data());
    cursors_[next] = end ? kNone : trace_.older(cursors_[next], subject.marks[next].use);
  }
}

void Dpor::meet(const Subject& subject, const ObjectUse& used, const Mark& mark) {
  const Reversal can = reversal(subject, used, mark);
  if (can != Reversal::impossible) race(subject, used.event);
  if (can == Reversal::certain) {
    trace_.join(clock_.data(), trace_.clock(used.event));
    joined_ = true;
  } else {
    passed_.push_back(used.event);
  }
}

Dpor::Reversal Dpor::reversal(const Subject& subject, const ObjectUse& used, const Mark& mark) {
  if (subject.choice.late) return Reversal::certain;
  if (enables(used.kind, mark.kind)) return Reversal::impossible;
  if (!may_block(subject.kind)) return Reversal::certain;
  if (subject.previous == kNone || subject.previous < used.event) {
    const Option* option = find(used.event, subject.choice);
    if (option != nullptr) return Reversal::certain;
  }
  const Event& earlier = trace_[used.event];
  const bool both_first = takes_lock(earlier.kind) && !earlier.choice.late &&
                          used.kind == earlier.kind && used.use == Use::write &&
                          mark.kind == subject.kind && takes_lock(subject.kind);
  return both_first ? Reversal::certain : Reversal::unsure;
}

/// Nothing after `event`, and independent of it, has to come before the subject.
bool Dpor::comes_first(const Subject& subject, std::uint32_t event) const {
  if (subject.previous != kNone && subject.previous > event) return false;
  if (joined_) return false;
  return std::none_of(passed_.begin(), passed_.end(), [&](std::uint32_t later) {
    return later > event && !trace_.happens_before(event, trace_.clock(later));
  });
}

/// The subject must also be tried before `event`: with something that can begin such an execution.
void Dpor::race(const Subject& subject, std::uint32_t event) {
  if (nodes_[event].count == 0) return;
  if (!comes_first(subject, event)) {
    want_other(subject, event);
    return;
  }
  Option* mine = find(event, subject.choice);
  if (mine == nullptr) return;  // it needs what `event` did
  if (mine->seen_to()) return;
  want_other(subject, event);
}

/// Wants one of those that can come first, unless there is one already: an event after `event` that
/// nothing after `event` happens before, or the subject itself.
void Dpor::want_other(const Subject& subject, std::uint32_t event) {
  Option* wanted = comes_first(subject, event) ? find(event, subject.choice) : nullptr;
  for (std::uint32_t later = event + 1; later < subject.at; ++later) {
    if (trace_[later].after > event) continue;
    Option* option = find(event, newest(trace_[later].choice));
    if (option == nullptr) continue;
    if (option->seen_to()) return;
    if (wanted == nullptr || (wanted->choice.late && !option->choice.late)) wanted = option;
  }
  if (wanted != nullptr) wanted->wanted = true;
}

}  // namespace lockstep::explorer::dpor
