#include "patience.hpp"

#include <algorithm>

#include "core.hpp"

namespace lockstep::explorer::runtime {
namespace {

// A task that yields goes round in a circle; first it must be let go round often enough for that to
// be seen (Spin::kProbe).
constexpr std::uint32_t kPatience = 1100;  // yields in a row
constexpr std::uint32_t kTimeLimit = 138;  // a time limit counts as so many: eight in a row

/// How much of the patience goes if this comes next: it is at a time limit, or at the end of its
/// sleep, or yields. 0: it gets on.
std::uint32_t cost_of(const Candidate& candidate) noexcept {
  if (candidate.operation.kind == Kind::yield) return 1;
  const Task& task = *core->tasks[candidate.choice.task];
  const bool limited = task.gate == Gate::asleep || (task.gate == Gate::woken && task.timed);
  return candidate.choice.late && limited ? kTimeLimit : 0;
}

}  // namespace

void be_fair(std::vector<Candidate>& candidates, std::size_t first) {
  const auto begin = candidates.begin() + static_cast<std::ptrdiff_t>(first);
  const auto waited = [](const Candidate& one) {
    return cost_of(one) != 0 ? core->tasks[one.choice.task]->waited : 0;
  };
  std::uint32_t least = UINT32_MAX;
  for (auto one = begin; one != candidates.end(); ++one) least = std::min(least, waited(*one));
  const std::uint32_t most = std::max(least, kPatience - 1);
  const auto impatient = [&](const Candidate& one) { return waited(one) > most; };
  const auto rest = std::remove_if(begin, candidates.end(), impatient);
  if (rest == candidates.end()) return;
  candidates.erase(rest, candidates.end());
  core->run.spun = true;
}

void note_turn(Task& next, const Candidate& chosen) noexcept {
  if (const std::uint32_t cost = cost_of(chosen); cost != 0) {
    next.waited += cost;
    core->run.waited_in_vain = true;
    return;
  }
  if (next.gate == Gate::woken && !chosen.choice.late) next.waited = 0;
  if (!core->run.waited_in_vain || next.waited != 0) return;
  for (std::size_t i = 0; i < core->task_count; ++i) core->tasks[i]->waited = 0;
  core->run.waited_in_vain = false;
}

}  // namespace lockstep::explorer::runtime
