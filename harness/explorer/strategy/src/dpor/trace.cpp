#include "trace.hpp"

#include <algorithm>

namespace lockstep::explorer::dpor {

namespace {

/// Tasks are numbered in the order of their creation, so creations do not commute.
constexpr std::uint64_t kNumbering = UINT64_MAX;

[[nodiscard]] constexpr Use both(Use a, Use b) noexcept { return a == b ? a : Use::write; }

void put(std::vector<Mark>& marks, std::size_t begin, std::uint64_t object, Use use, Kind kind) {
  if (use == Use::none) return;
  for (std::size_t at = begin; at < marks.size(); ++at) {
    if (marks[at].object == object) {
      marks[at].use = both(marks[at].use, use);
      return;
    }
  }
  marks.push_back({object, use, kind});
}

void put_all(std::vector<Mark>& marks, std::size_t begin, const Operation& operation) {
  put(marks, begin, operation.first.object, operation.first.use, operation.kind);
  put(marks, begin, operation.second.object, operation.second.use, operation.kind);
  if (operation.kind == Kind::create) {
    put(marks, begin, kNumbering, Use::write, operation.kind);
  }
}

}  // namespace

void Trace::clear() {
  events_.clear();
  marks_.clear();
  uses_.clear();
  heads_.clear();
  std::fill(latest_.begin(), latest_.end(), kNone);
  objects_.clear();
  linked_ = 0;
}

void Trace::truncate(std::uint32_t events) {
  if (events >= size()) return;
  const std::size_t uses = linked_ > events ? events_[events].uses : uses_.size();
  while (uses_.size() > uses) {
    heads_[uses_.back().object] = uses_.back().before;
    uses_.pop_back();
  }
  for (std::uint32_t event = size(); event-- > events;) {
    latest_[events_[event].choice.task] = events_[event].previous;
  }
  marks_.resize(events_[events].marks.end);
  events_.resize(events);
  linked_ = std::min(linked_, events);
}

void Trace::open(Choice choice, const Operation& operation) {
  widen(choice.task);
  Event event;
  event.choice = choice;
  event.kind = operation.kind;
  event.object = operation.first.object;
  event.marks.begin = static_cast<std::uint32_t>(marks_.size());
  event.previous = latest_[choice.task];
  if (event.previous != kNone) event.local = events_[event.previous].local + 1;
  latest_[choice.task] = size();
  put_all(marks_, event.marks.begin, operation);
  event.marks.end = static_cast<std::uint32_t>(marks_.size());
  events_.push_back(event);
}

void Trace::extend(const Operation& operation) {
  Event& event = events_.back();
  put_all(marks_, event.marks.begin, operation);
  event.marks.end = static_cast<std::uint32_t>(marks_.size());
}

std::span<const Mark> Trace::marks_of(const Operation& operation) {
  loose_.clear();
  put_all(loose_, 0, operation);
  return loose_;
}

void Trace::link(std::uint32_t number) {
  Event& event = events_[number];
  clocks_.resize(std::max(clocks_.size(), (std::size_t{number} + 1) * stride_));
  std::uint32_t* const mine = clocks_.data() + std::size_t{number} * stride_;
  if (event.previous == kNone) {
    std::fill_n(mine, stride_, 0U);
    event.after = 0;
  } else {
    std::copy_n(clock(event.previous), stride_, mine);
    event.after = event.previous + 1;
  }
  event.uses = static_cast<std::uint32_t>(uses_.size());
  for (const Mark& mark : marks(event.marks)) {
    std::uint32_t index = latest(mark.object, mark.use);
    for (; index != kNone; index = older(index, mark.use)) {
      const ObjectUse& used = uses_[index];
      event.after = std::max(event.after, used.event + 1);
      if (!happens_before(used.event, mine)) join(mine, clock(used.event));
      if (used.use == Use::write) break;  // all that conflict and are older happen before this one
    }
  }
  mine[event.choice.task] = event.local;
  for (const Mark& mark : marks(event.marks)) {
    const std::uint32_t object = objects_.number(mark.object);
    if (object >= heads_.size()) heads_.resize(object + 1, kNone);
    ObjectUse used{object, number, heads_[object], heads_[object], mark.use, mark.kind};
    if (used.before != kNone && mark.use != Use::write && uses_[used.before].use == mark.use) {
      used.before_run = uses_[used.before].before_run;
    }
    heads_[object] = static_cast<std::uint32_t>(uses_.size());
    uses_.push_back(used);
  }
  linked_ = number + 1;
}

std::uint32_t Trace::latest(std::uint64_t object, Use use) const noexcept {
  const std::uint32_t number = objects_.find(object);
  if (number == kNone || number >= heads_.size()) return kNone;
  const std::uint32_t index = heads_[number];
  if (index == kNone || conflict(uses_[index].use, use)) return index;
  return uses_[index].before_run;
}

std::uint32_t Trace::older(std::uint32_t index, Use use) const noexcept {
  index = uses_[index].before;
  if (index == kNone || conflict(uses_[index].use, use)) return index;
  return uses_[index].before_run;
}

void Trace::widen(TaskId task) {
  if (task >= latest_.size()) latest_.resize(task + 1, kNone);
  if (task < stride_) return;
  const std::uint32_t wide = std::max(task + 1, stride_ == 0 ? 4 : stride_ * 2);
  std::vector<std::uint32_t> clocks(std::size_t{linked_} * wide, 0U);
  for (std::uint32_t event = 0; event < linked_; ++event) {
    std::copy_n(clock(event), stride_, clocks.data() + std::size_t{event} * wide);
  }
  clocks_.swap(clocks);
  stride_ = wide;
}

}  // namespace lockstep::explorer::dpor
