#include "profile.hpp"

#include <algorithm>
#include <tuple>

namespace lockstep::explorer {

void Profile::clear() { *this = Profile(); }

void Profile::observe(const Execution& execution) {
  ++executions_;
  std::uint32_t decisions = 0;
  for (const Step& step : execution.steps) {
    if (step.decided) ++decisions;
    tasks_ = std::max(tasks_, step.choice.task + 1);
  }
  decisions_ = std::max(decisions_, decisions);
  const bool whole = execution.end == End::finished || execution.end == End::deadlock;
  if (!counted_ && whole) {
    counted_ = true;
    count_uses(execution);
  }
}

void Profile::count_uses(const Execution& execution) {
  std::vector<std::pair<std::uint64_t, TaskId>> uses;
  for (const Step& step : execution.steps) {
    if (!step.decided) continue;
    for (const Touch& touch : {step.operation.first, step.operation.second}) {
      if (touch.use != Use::none) uses.emplace_back(touch.object, step.choice.task);
    }
  }
  std::sort(uses.begin(), uses.end());
  shared_.clear();
  for (std::size_t at = 0; at < uses.size(); ++at) {
    const auto [object, task] = uses[at];
    if (shared_.empty() || shared_.back().object != object) {
      if (!shared_.empty() && shared_.back().counts.size() < 2) shared_.pop_back();
      shared_.push_back({object, {}});
    }
    std::vector<Count>& counts = shared_.back().counts;
    if (counts.empty() || counts.back().task != task) counts.push_back({task, 0});
    ++counts.back().uses;
  }
  if (!shared_.empty() && shared_.back().counts.size() < 2) shared_.pop_back();
}

}  // namespace lockstep::explorer
