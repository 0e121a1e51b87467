#include <lockstep/explorer/minimiser.hpp>

#include <lockstep/explorer/guide.hpp>

#include "default_order.hpp"

namespace lockstep::explorer {

Minimiser::Minimiser(const Execution& failing, std::uint64_t budget) : budget_(budget) {
  keep(failing);
}

void Minimiser::keep(const Execution& execution) {
  best_.clear();
  places_.clear();
  TaskId previous = kNobody;
  Kind kind = Kind::start;
  for (const Step& step : execution.steps) {
    if (step.decided) {
      const auto candidates =
          execution.candidates.subspan(step.first_candidate, step.candidate_count);
      if (is_preemption(candidates, step.choice, previous, kind)) {
        places_.push_back(static_cast<std::uint32_t>(best_.size()));
      }
      best_.push_back(step.choice);
      kind = step.operation.kind;
    }
    previous = step.choice.task;
  }
  preemptions_ = static_cast<std::uint32_t>(places_.size());
}

bool Minimiser::begin() {
  at_ = 0;
  if (budget_ == 0 || preemptions_ == 0) return false;
  if (!propose()) return false;
  --budget_;
  return true;
}

void Minimiser::restart() {
  beginnings_ = true;
  attempt_ = 0;
}

bool Minimiser::propose() {
  if (beginnings_) {
    if (attempt_ < places_.size()) {
      propose_beginning(places_[attempt_++]);
      return true;
    }
    beginnings_ = false;
    attempt_ = 0;
  }
  if (attempt_ >= places_.size() * 2) return false;
  const std::size_t place = places_[attempt_ / 2];
  if (attempt_++ % 2 != 0) {
    propose_coming_sooner(place);
  } else if (best_[place].older != 0) {
    propose_newest(place);
  } else {
    propose_going_on(place);
  }
  return true;
}

void Minimiser::propose_beginning(std::size_t choices) {
  plan_.assign(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(choices));
}

void Minimiser::propose_newest(std::size_t load) {
  plan_ = best_;
  plan_[load].older = 0;
}

/// The task that was interrupted goes on with its next turn, then the others have theirs. A late
/// end that came too early is left out.
void Minimiser::propose_going_on(std::size_t preemption) {
  const TaskId interrupted = preemption == 0 ? kNobody : best_[preemption - 1].task;
  plan_.assign(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(preemption));
  std::size_t turn = preemption;
  while (turn < best_.size() && best_[turn].task != interrupted) ++turn;
  std::size_t end = turn;
  for (; end < best_.size() && best_[end].task == interrupted; ++end) plan_.push_back(best_[end]);
  const std::size_t from = preemption + (best_[preemption].late ? 1U : 0U);
  for (std::size_t at = from; at < best_.size(); ++at) {
    if (at < turn || at >= end) plan_.push_back(best_[at]);
  }
}

/// The task that interrupts has this turn at the end of its turn before.
void Minimiser::propose_coming_sooner(std::size_t preemption) {
  const TaskId interrupting = best_[preemption].task;
  std::size_t before = preemption;
  while (before > 0 && best_[before - 1].task != interrupting) --before;
  std::size_t end = preemption;
  while (end < best_.size() && best_[end].task == interrupting) ++end;
  const auto at = [&](std::size_t place) {
    return best_.begin() + static_cast<std::ptrdiff_t>(place);
  };
  plan_.assign(best_.begin(), at(before));
  plan_.insert(plan_.end(), at(preemption), at(end));
  plan_.insert(plan_.end(), at(before), at(preemption));
  plan_.insert(plan_.end(), at(end), best_.end());
}

std::size_t Minimiser::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  while (at_ < plan_.size()) {
    Choice choice = plan_[at_++];
    std::size_t found = find_choice(candidates, choice);
    // What was an older value may be a newer one here, before the stores that overwrote it.
    while (found == kAbandon && choice.older != 0) {
      --choice.older;
      found = find_choice(candidates, choice);
    }
    if (found != kAbandon) return found;
  }
  return default_choice(candidates, previous_task(steps));
}

void Minimiser::end(const Execution& execution) {
  if (!execution.failed || preemptions_of(execution) >= preemptions_) return;
  keep(execution);
  attempt_ = 0;
  // What failed with a short beginning has fewer switches to undo; longer ones are worse.
  if (beginnings_) beginnings_ = false;
}

}  // namespace lockstep::explorer
