#include "dpor.hpp"

#include "../default_order.hpp"

namespace lockstep::explorer::dpor {

bool Dpor::begin() {
  depth_ = 0;
  absorbed_ = 0;
  fresh_ = 0;
  if (!started_) {
    started_ = true;
    return true;
  }
  while (!nodes_.empty()) {
    Node& node = nodes_.back();
    const std::span<Option> here = options(node);
    const auto depth = static_cast<std::uint32_t>(nodes_.size() - 1);
    if (node.count > 0) {
      Option& before = here[node.chosen];
      before.done = true;
      before.print = trace_[depth].marks;
      before.ends_program = node.ends_program;
    }
    if (const std::uint32_t next = next_wanted(node); next != kNone) {
      node.chosen = next;
      node.ends_program = false;
      trace_.truncate(depth);
      fresh_ = depth;
      return true;
    }
    pop();
  }
  exhausted_ = true;
  return false;
}

/// kNone if nothing is. First the other values of a load that was just seen to.
std::uint32_t Dpor::next_wanted(const Node& node) noexcept {
  const std::span<Option> here = options(node);
  const auto left = [&](std::uint32_t at) { return here[at].wanted && !here[at].covered(); };
  for (std::uint32_t at = node.chosen + 1; at < node.count && here[at].choice.older != 0; ++at) {
    if (left(at)) return at;
  }
  for (std::uint32_t at = 0; at < node.count; ++at) {
    if (left(at)) return at;
  }
  return kNone;
}

void Dpor::restart() {
  trace_.clear();
  nodes_.clear();
  options_.clear();
  late_.clear();
  started_ = exhausted_ = void_ = false;
  classes_ = abandoned_ = 0;
}

Claim Dpor::claim() const {
  Claim claim;
  if (exhausted_ && !void_) {
    claim.coverage = Coverage::all;
    claim.classes = classes_;
  }
  return claim;
}

std::size_t Dpor::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  absorb(steps);
  if (depth_ >= nodes_.size()) return push(candidates, previous_task(steps));
  const Node& node = nodes_[depth_];
  const Choice choice = options_[node.options + node.chosen].choice;
  const std::size_t at = find_choice(candidates, choice, node.chosen);
  if (at == kAbandon) void_ = true;
  return at;
}

void Dpor::absorb(std::span<const Step> steps) {
  for (; absorbed_ < steps.size(); ++absorbed_) {
    const Step& step = steps[absorbed_];
    if (step.decided || depth_ == 0) {
      open(step);
    } else if (depth_ > fresh_) {
      trace_.extend(step.operation);
    }
  }
}

void Dpor::open(const Step& step) {
  if (depth_ >= nodes_.size()) {  // steps before the first decision
    nodes_.push_back({static_cast<std::uint32_t>(options_.size()), 0, 0, 0, false, false});
  }
  if (depth_ < fresh_) {
    const Event& known = trace_[depth_];
    if (known.choice != step.choice || known.kind != step.operation.kind ||
        known.object != step.operation.first.object) {
      void_ = true;
    }
  } else {
    trace_.open(step.choice, step.operation);
  }
  ++depth_;
}

std::size_t Dpor::push(std::span<const Candidate> candidates, TaskId previous) {
  const auto begin = static_cast<std::uint32_t>(options_.size());
  Node node{begin, static_cast<std::uint32_t>(candidates.size()), 0, 0, false, false};
  options_.resize(begin + candidates.size());
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    Option option;
    option.choice = candidates[at].choice;
    if (option.choice.late) {
      option.late = static_cast<std::uint32_t>(late_.size());
      late_.push_back(candidates[at].operation);
    }
    option.overwritten = candidates[at].overwritten;
    node.older |= option.choice.older != 0;
    options_[begin + at] = option;
  }
  node.lates = static_cast<std::uint32_t>(late_.size());
  const std::span<Option> fresh = options(node);
  if (!nodes_.empty()) fall_asleep(nodes_.back(), fresh);
  std::size_t first = kAbandon;
  std::size_t late = kAbandon;
  for (std::size_t at = 0; at < fresh.size(); ++at) {
    if (fresh[at].asleep || fresh[at].choice.older != 0) continue;
    if (fresh[at].choice.late) {
      if (late == kAbandon) late = at;
    } else if (fresh[at].choice.task == previous) {
      first = at;
      break;
    } else if (first == kAbandon) {
      first = at;
    }
  }
  if (first == kAbandon) first = late;
  if (first == kAbandon) {
    options_.resize(begin);
    late_.resize(nodes_.empty() ? 0 : nodes_.back().lates);
    return kAbandon;
  }
  node.chosen = static_cast<std::uint32_t>(first);
  nodes_.push_back(node);
  return first;
}

/// What has been seen to before the parent's event and commutes with it need not be tried after it.
void Dpor::fall_asleep(const Node& parent, std::span<Option> fresh) {
  const Event& event = trace_[trace_.size() - 1];
  const std::span<const Mark> marks = trace_.marks(event.marks);
  std::size_t at = 0;
  for (const Option& old : options(parent)) {
    if (!old.covered() || old.ends_program || old.choice.task == event.choice.task) continue;
    while (at < fresh.size() && fresh[at].choice.task < old.choice.task) ++at;
    for (std::size_t same = at; same < fresh.size(); ++same) {
      if (fresh[same].choice.task != old.choice.task) break;
      if (fresh[same].choice != old.choice) continue;
      if (conflicting(trace_.marks(old.print), marks)) break;
      fresh[same].asleep = true;
      fresh[same].print = old.print;
    }
  }
}

void Dpor::end(const Execution& execution) {
  absorb(execution.steps);
  if (depth_ < nodes_.size()) {  // it did not come as far as it had to
    void_ = true;
    keep_prefix(depth_);
  }
  if (execution.end == End::abandoned) {
    ++abandoned_;
  } else if (conclusive(execution)) {
    ++classes_;
  } else {
    void_ = true;
  }
  for (std::uint32_t event = fresh_; event < trace_.size(); ++event) {
    analyse(event);
    trace_.link(event);
  }
  for (const Candidate& pending : execution.blocked) analyse_pending(pending);
  if (!nodes_.empty()) finish_last(execution);
}

void Dpor::pop() {
  options_.resize(nodes_.back().options);
  nodes_.pop_back();
  late_.resize(nodes_.empty() ? 0 : nodes_.back().lates);
}

void Dpor::keep_prefix(std::uint32_t events) {
  trace_.truncate(events);
  while (nodes_.size() > events) pop();
  if (fresh_ > events) fresh_ = events;
}

/// What the end of the program kept from happening has to happen in other executions.
void Dpor::finish_last(const Execution& execution) {
  Node& last = nodes_.back();
  const auto event = static_cast<std::uint32_t>(nodes_.size() - 1);
  const bool exits = trace_[event].kind == Kind::exit;
  if (execution.end == End::abandoned || execution.end == End::deadlock) return;
  if (execution.end == End::finished && !exits) return;
  last.ends_program = true;
  for (Option& option : options(last)) option.wanted = true;
  if (exits) analyse_exit(event);
}

}  // namespace lockstep::explorer::dpor
