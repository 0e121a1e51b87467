#include "pct.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "default_order.hpp"
#include "older.hpp"

namespace lockstep::explorer {

namespace {

// Priorities of tasks that were put behind lie below those that are drawn.
constexpr std::uint64_t kDrawn = std::uint64_t{1} << 63;

}  // namespace

Pct::Pct(std::uint64_t seed, std::uint32_t depth, std::uint64_t runs, const Profile& profile)
    : profile_(profile), seed_(seed), depth_(depth), allowed_(runs), random_(seed) {}

bool Pct::begin() {
  if (executions_ >= allowed_) return false;
  random_ = Random(seed_ + executions_ * 0xA24BAED4963EE407U);
  ++executions_;
  priorities_.clear();
  decision_ = 0;
  behind_ = kDrawn - 1;
  drawn_k_ = std::max(1U, profile_.decisions());
  places_.clear();
  for (std::uint32_t place = 1; place < depth_; ++place) {
    places_.push_back(1 + random_.below(drawn_k_));
  }
  std::sort(places_.begin(), places_.end(), std::greater<>());
  return true;
}

std::uint64_t& Pct::priority(Choice choice) {
  const std::size_t at = std::size_t{choice.task} * 2 + (choice.late ? 1 : 0);
  if (at >= priorities_.size()) priorities_.resize(std::max(at + 1, priorities_.size() * 2), 0U);
  std::uint64_t& mine = priorities_[at];
  if (mine == 0) mine = random_.next() | kDrawn;
  return mine;
}

void Pct::fall_behind(Choice choice) { priority(choice) = behind_--; }

std::size_t Pct::highest(std::span<const Candidate> candidates) {
  std::size_t best = 0;
  std::uint64_t highest = 0;
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    if (candidates[at].choice.older != 0) {
      void_ = true;
      continue;
    }
    const std::uint64_t mine = priority(candidates[at].choice);
    if (mine > highest) {
      highest = mine;
      best = at;
    }
  }
  return best;
}

std::size_t Pct::choose(std::span<const Candidate> candidates, std::span<const Step>) {
  ++decision_;
  std::size_t best = highest(candidates);
  while (!places_.empty() && places_.back() == decision_) {
    places_.pop_back();
    fall_behind(candidates[best].choice);
    best = highest(candidates);
  }
  const Candidate& chosen = candidates[best];
  if (chosen.choice.late || chosen.operation.kind == Kind::yield ||
      chosen.operation.kind == Kind::sleep) {
    fall_behind(chosen.choice);  // whoever gave way gives way
    void_ = true;
  }
  return with_some_value(candidates, best, random_);
}

void Pct::end(const Execution& execution) {
  if (!conclusive(execution)) void_ = true;
  const std::uint32_t n = profile_.tasks();
  const std::uint32_t k = profile_.decisions();
  if (n > n_ || k > k_) {
    counted_ = 0;
    n_ = n;
    k_ = k;
  }
  if (drawn_k_ == k_) ++counted_;
}

void Pct::restart() {
  executions_ = 0;
  counted_ = 0;
  n_ = k_ = 0;
  void_ = false;
}

Claim Pct::claim() const {
  Claim claim;
  if (void_ || counted_ == 0 || n_ < profile_.tasks() || k_ < profile_.decisions()) return claim;
  claim.coverage = Coverage::probability;
  claim.depth = depth_;
  const double hit =
      1.0 / (n_ * std::pow(static_cast<double>(k_), static_cast<double>(depth_ - 1)));
  claim.miss_probability = std::pow(1.0 - hit, static_cast<double>(counted_));
  return claim;
}

}  // namespace lockstep::explorer
