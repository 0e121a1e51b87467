#include "surw.hpp"

#include "older.hpp"

namespace lockstep::explorer {

bool Surw::begin() {
  const bool more = Walk::begin();
  const auto& shared = profile_.shared();
  selective_ = !shared.empty();
  if (!selective_) return more;
  const Profile::Shared& object = shared[random().below(static_cast<std::uint32_t>(shared.size()))];
  object_ = object.object;
  left_.assign(object.counts.begin(), object.counts.end());
  left_sum_ = 0;
  for (const Profile::Count& count : left_) left_sum_ += count.uses;
  draw_next();
  return more;
}

bool Surw::uses_it(const Operation& operation) const noexcept {
  return (operation.first.object == object_ && operation.first.use != Use::none) ||
         (operation.second.object == object_ && operation.second.use != Use::none);
}

void Surw::draw_next() {
  next_ = kNobody;
  if (left_sum_ == 0) return;
  std::uint32_t at = random().below(left_sum_);
  for (const Profile::Count& count : left_) {
    if (at < count.uses) {
      next_ = count.task;
      return;
    }
    at -= count.uses;
  }
}

void Surw::used_by(TaskId task) {
  for (Profile::Count& count : left_) {
    if (count.task != task || count.uses == 0) continue;
    --count.uses;
    --left_sum_;
  }
  draw_next();
}

std::size_t Surw::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  if (!selective_) return Walk::choose(candidates, steps);
  free_.clear();
  waiting_.clear();
  for (const std::uint32_t at : eligible(candidates)) {
    const bool stops = uses_it(candidates[at].operation);
    const bool may = !stops || candidates[at].choice.task == next_;
    (may ? free_ : waiting_).push_back(at);
  }
  // Nobody but those who stop: the one who was drawn is not there yet, or has nothing to do here.
  const std::vector<std::uint32_t>& who = free_.empty() ? waiting_ : free_;
  const std::uint32_t at = who[random().below(static_cast<std::uint32_t>(who.size()))];
  if (uses_it(candidates[at].operation)) used_by(candidates[at].choice.task);
  return with_some_value(candidates, at, random());
}

}  // namespace lockstep::explorer
