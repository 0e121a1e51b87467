#include <lockstep/explorer/guide.hpp>

#include "default_order.hpp"

namespace lockstep::explorer {

Guide::Guide(std::span<const Choice> choices) : choices_(choices.begin(), choices.end()) {}

bool Guide::begin() {
  if (begun_) return false;
  begun_ = true;
  at_ = 0;
  diverged_ = beyond_ = false;
  return true;
}

std::size_t Guide::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  if (at_ == choices_.size()) {
    beyond_ = true;
    return default_choice(candidates, previous_task(steps));
  }
  const std::size_t found = find_choice(candidates, choices_[at_]);
  if (found == kAbandon) {
    diverged_ = true;
  } else {
    ++at_;
  }
  return found;
}

void Guide::end(const Execution&) {
  if (at_ < choices_.size()) diverged_ = true;
}

std::vector<Choice> schedule_of(std::span<const Step> steps) {
  std::vector<Choice> choices;
  for (const Step& step : steps) {
    if (step.decided) choices.push_back(step.choice);
  }
  return choices;
}

std::uint32_t preemptions_of(const Execution& execution) {
  std::uint32_t preemptions = 0;
  TaskId previous = kNobody;
  Kind kind = Kind::start;
  for (const Step& step : execution.steps) {
    if (step.decided) {
      const auto candidates =
          execution.candidates.subspan(step.first_candidate, step.candidate_count);
      if (is_preemption(candidates, step.choice, previous, kind)) ++preemptions;
      kind = step.operation.kind;
    }
    previous = step.choice.task;
  }
  return preemptions;
}

}  // namespace lockstep::explorer
