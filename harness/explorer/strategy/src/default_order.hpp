// Who goes next when nothing speaks for anyone: the task before, else the lowest; whoever can only
// end late (time-outs, sleeps, spurious wake-ups) when nobody else can go, in the order given.
#pragma once

#include <cstddef>
#include <span>

#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer {

[[nodiscard]] inline std::size_t default_choice(std::span<const Candidate> candidates,
                                                TaskId previous) noexcept {
  std::size_t first = kAbandon;
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    const Choice& choice = candidates[at].choice;
    if (choice.late) continue;
    if (choice.task == previous) return at;
    if (first == kAbandon) first = at;
  }
  return first == kAbandon ? 0 : first;
}

[[nodiscard]] inline bool all_late(std::span<const Candidate> candidates) noexcept {
  for (const Candidate& candidate : candidates) {
    if (!candidate.choice.late) return false;
  }
  return true;
}

/// kAbandon if it is not there. `hint`: where it probably is.
[[nodiscard]] inline std::size_t find_choice(std::span<const Candidate> candidates, Choice choice,
                                             std::size_t hint = 0) noexcept {
  if (hint < candidates.size() && candidates[hint].choice == choice) return hint;
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    if (candidates[at].choice == choice) return at;
  }
  return kAbandon;
}

/// Whether an execution was seen to its end, so that "every execution" can include it.
[[nodiscard]] inline bool conclusive(const Execution& execution) noexcept {
  return !execution.spun && (execution.end == End::finished || execution.end == End::deadlock ||
                             execution.end == End::crash);
}

/// Preemptions as they are counted everywhere: leaving a task that could go on and did not give way
/// by itself, letting a wait end late while others could go, or reading an older value.
[[nodiscard]] inline bool is_preemption(std::span<const Candidate> candidates, Choice chosen,
                                        TaskId previous, Kind previous_kind) noexcept {
  if (chosen.older != 0) return true;
  const bool gave_way = previous_kind == Kind::yield || previous_kind == Kind::sleep;
  for (const Candidate& candidate : candidates) {
    if (candidate.choice.late) continue;
    if (chosen.late) return true;
    if (candidate.choice.task == previous && chosen.task != previous && !gave_way) return true;
  }
  return false;
}

}  // namespace lockstep::explorer
