#include "walk.hpp"

#include "default_order.hpp"
#include "older.hpp"

namespace lockstep::explorer {

bool Walk::begin() {
  random_ = Random(seed_ + executions_ * 0xD1B54A32D192ED03U);
  with_late_ = executions_ % 2 == 1;
  ++executions_;
  return true;
}

const std::vector<std::uint32_t>& Walk::eligible(std::span<const Candidate> candidates) {
  const bool late = (with_late_ && random_.below(4) == 0) || all_late(candidates);
  eligible_.clear();
  for (std::uint32_t at = 0; at < candidates.size(); ++at) {
    const Choice& choice = candidates[at].choice;
    if (choice.older == 0 && (late || !choice.late)) eligible_.push_back(at);
  }
  return eligible_;
}

std::size_t Walk::choose(std::span<const Candidate> candidates, std::span<const Step>) {
  if (candidates.size() == 1) return 0;
  const std::vector<std::uint32_t>& who = eligible(candidates);
  const std::uint32_t at = who[random_.below(static_cast<std::uint32_t>(who.size()))];
  return with_some_value(candidates, at, random_);
}

bool Pos::begin() {
  priorities_.clear();
  return Walk::begin();
}

std::uint64_t& Pos::priority(Choice choice) {
  const std::size_t at = std::size_t{choice.task} * 2 + (choice.late ? 1 : 0);
  if (at >= priorities_.size()) priorities_.resize(at + 1, 0U);
  return priorities_[at];
}

std::size_t Pos::choose(std::span<const Candidate> candidates, std::span<const Step>) {
  if (candidates.size() == 1) {
    priority({candidates[0].choice.task, false}) = priority({candidates[0].choice.task, true}) = 0;
    return 0;
  }
  std::size_t best = kAbandon;
  std::uint64_t highest = 0;
  for (const std::uint32_t at : eligible(candidates)) {
    std::uint64_t& mine = priority(candidates[at].choice);
    if (mine == 0) mine = random().next() | 1U;
    if (best == kAbandon || mine > highest) {
      best = at;
      highest = mine;
    }
  }
  const Candidate& chosen = candidates[best];
  for (const Candidate& other : candidates) {
    if (other.choice.task == chosen.choice.task || dependent(other.operation, chosen.operation)) {
      priority(other.choice) = 0;
    }
  }
  return with_some_value(candidates, best, random());
}

}  // namespace lockstep::explorer
