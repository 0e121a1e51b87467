#include "bounded.hpp"

#include "default_order.hpp"

namespace lockstep::explorer {

bool Bounded::begin() {
  depth_ = 0;
  if (over_) return false;
  if (!started_) {
    started_ = true;
    return true;
  }
  if (advance()) return true;
  if (void_) {
    over_ = true;
    return false;
  }
  finished_ = true;
  finished_bound_ = bound_;
  finished_executions_ = executions_;
  saw_all_ = !pruned_;
  if (saw_all_ || bound_ >= last_) {
    over_ = true;
    return false;
  }
  ++bound_;
  executions_ = 0;
  pruned_ = false;
  return true;
}

/// The next alternative of the deepest decision that has one.
bool Bounded::advance() {
  while (!nodes_.empty()) {
    Node& node = nodes_.back();
    if (++node.at < alternatives_.size()) return true;
    alternatives_.resize(node.first);
    nodes_.pop_back();
  }
  return false;
}

std::size_t Bounded::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  if (depth_ == nodes_.size()) push(candidates, steps);
  const Node& node = nodes_[depth_++];
  const std::size_t at = find_choice(candidates, alternatives_[node.at].choice);
  if (at == kAbandon) void_ = true;
  return at;
}

void Bounded::push(std::span<const Candidate> candidates, std::span<const Step> steps) {
  const TaskId previous = previous_task(steps);
  Kind previous_kind = Kind::start;
  for (std::size_t at = steps.size(); at-- > 0;) {
    previous_kind = steps[at].operation.kind;
    if (steps[at].decided) break;
  }
  Node node;
  node.first = node.at = static_cast<std::uint32_t>(alternatives_.size());
  if (!nodes_.empty()) {
    node.cost = nodes_.back().cost + (alternatives_[nodes_.back().at].preempts ? 1U : 0U);
  }
  const std::size_t first = default_choice(candidates, previous);
  for (std::size_t at = 0; at <= candidates.size(); ++at) {
    if (at == first + 1) continue;  // the default one comes first, here under at == 0
    const Choice choice = candidates[at == 0 ? first : at - 1].choice;
    const bool preempts = is_preemption(candidates, choice, previous, previous_kind);
    if (preempts && node.cost >= bound_) {
      pruned_ = true;
    } else {
      alternatives_.push_back({choice, preempts});
    }
  }
  nodes_.push_back(node);
}

void Bounded::end(const Execution& execution) {
  ++executions_;
  if (!conclusive(execution)) void_ = true;
  if (depth_ < nodes_.size()) {
    void_ = true;
    alternatives_.resize(nodes_[depth_].first);
    nodes_.resize(depth_);
  }
}

void Bounded::restart() {
  bound_ = first_;
  nodes_.clear();
  alternatives_.clear();
  started_ = over_ = void_ = pruned_ = finished_ = saw_all_ = false;
  executions_ = finished_executions_ = 0;
}

Claim Bounded::claim() const {
  Claim claim;
  if (!finished_) return claim;
  claim.coverage = saw_all_ ? Coverage::all : Coverage::preemptions;
  claim.preemptions = saw_all_ ? 0 : finished_bound_;
  claim.classes = saw_all_ ? 0 : finished_executions_;
  return claim;
}

}  // namespace lockstep::explorer
