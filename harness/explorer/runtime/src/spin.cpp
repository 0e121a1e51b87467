#include "spin.hpp"

namespace lockstep::explorer::runtime {

bool Spin::repeats(std::size_t period) const noexcept {
  for (std::size_t i = 0; i < (kRepeats - 1) * period; ++i) {
    if (back(i) != back(i + period)) return false;
  }
  return true;
}

std::size_t Spin::observe(const Observation& observation) noexcept {
  ring_[count_++ % kRing] = observation;
  if (period_ != 0 && observation == back(period_)) {
    if (++since_ == period_) {
      since_ = 0;
      ++rounds_;
    }
    return rounds_;
  }
  period_ = 0;
  rounds_ = 0;
  for (std::size_t period = 1; period <= kLongest && kRepeats * period <= count_; ++period) {
    if (!repeats(period)) continue;
    period_ = period;
    rounds_ = kRepeats;
    since_ = 0;
    break;
  }
  return rounds_;
}

}  // namespace lockstep::explorer::runtime
