#include "sweep.hpp"

#include "default_order.hpp"

namespace lockstep::explorer {

bool Sweep::begin() {
  const std::uint32_t tasks = profile_.tasks();
  if (tasks < 2 || executions_ >= std::uint64_t{2} * tasks) return false;
  const auto turn = static_cast<std::uint32_t>(executions_ % tasks);
  first_ = executions_ < tasks;
  special_ = first_ ? tasks - 1 - turn : turn;
  ++executions_;
  return true;
}

std::size_t Sweep::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  const std::size_t usual = default_choice(candidates, previous_task(steps));
  if (first_) {
    const std::size_t special = find_choice(candidates, {special_, false});
    return special == kAbandon ? usual : special;
  }
  if (candidates[usual].choice.task != special_) return usual;
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    if (candidates[at].choice.task != special_ && !candidates[at].choice.late) return at;
  }
  return usual;
}

}  // namespace lockstep::explorer
