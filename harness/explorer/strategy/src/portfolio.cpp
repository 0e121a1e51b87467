#include "portfolio.hpp"

#include <algorithm>

namespace lockstep::explorer {

namespace {

constexpr std::uint64_t kUnlimited = UINT64_MAX;

}  // namespace

Portfolio::Portfolio(std::uint64_t budget_runs, std::uint64_t seed)
    : budget_(std::max<std::uint64_t>(budget_runs, 1)),
      pct2_(Random(seed).next(), 2, kUnlimited, profile_),
      pct3_(Random(seed + 1).next(), 3, kUnlimited, profile_),
      pos_(Random(seed + 2).next()),
      surw_(Random(seed + 3).next(), profile_),
      uniform_(Random(seed + 4).next()),
      sweep_(profile_) {}

Portfolio::Phase Portfolio::phase(std::uint32_t number) const {
  // Systematic search of a large program sees one corner of it: sampling gets more of the budget.
  const bool large = profile_.tasks() > 16 || profile_.decisions() > 2000;
  switch (number) {
    case 0:
      return {{Part::dpor}, 1, 16};
    case 1:
      return {{Part::pct2, Part::pct3, Part::surw, Part::pos}, 4, 12};
    case 2:
      return {{Part::sweep}, 1, std::max<std::uint64_t>(budget_ / 4, 8)};
    case 3:
      return {{Part::dpor}, 1, large ? budget_ / 12 : budget_ / 3};
    case 4:
      return {{Part::bounded}, 1, large ? budget_ / 20 : budget_ / 5};
    case 5:
      return {{Part::pct3, Part::surw, Part::pos, Part::pct2, Part::uniform, Part::dpor},
              6,
              kUnlimited};
    default:
      return {};
  }
}

Strategy& Portfolio::part(Part part) noexcept {
  switch (part) {
    case Part::dpor:
      return dpor_;
    case Part::pct2:
      return pct2_;
    case Part::pct3:
      return pct3_;
    case Part::pos:
      return pos_;
    case Part::surw:
      return surw_;
    case Part::sweep:
      return sweep_;
    case Part::uniform:
      return uniform_;
    case Part::bounded:
      break;
  }
  return bounded_;
}

bool Portfolio::begin() {
  for (; phase_ < kPhases; ++phase_, runs_in_phase_ = 0, turn_ = 0) {
    if (dpor_.claim().coverage == Coverage::all) return false;
    if (bounded_.claim().coverage == Coverage::all) return false;
    if (begin_in_phase()) return true;
  }
  return false;
}

/// A phase is over when its runs are used up or the part whose turn it is has nothing left to do.
bool Portfolio::begin_in_phase() {
  const Phase now = phase(phase_);
  if (runs_in_phase_ >= now.runs) return false;
  for (std::uint32_t skipped = 0; skipped < now.count; ++skipped) {
    const Part chosen = now.parts[turn_++ % now.count];
    current_ = &part(chosen);
    if (current_->begin()) {
      ++runs_in_phase_;
      return true;
    }
    if (chosen == Part::sweep) return false;
    if (chosen == Part::dpor && dpor_.claim().coverage == Coverage::all) return false;
  }
  return false;
}

std::size_t Portfolio::choose(std::span<const Candidate> candidates, std::span<const Step> steps) {
  return current_->choose(candidates, steps);
}

void Portfolio::end(const Execution& execution) {
  profile_.observe(execution);
  current_->end(execution);
}

void Portfolio::restart() {
  profile_.clear();
  for (Strategy* one : {static_cast<Strategy*>(&dpor_), static_cast<Strategy*>(&pct2_),
                        static_cast<Strategy*>(&pct3_), static_cast<Strategy*>(&pos_),
                        static_cast<Strategy*>(&surw_), static_cast<Strategy*>(&uniform_),
                        static_cast<Strategy*>(&sweep_), static_cast<Strategy*>(&bounded_)}) {
    one->restart();
  }
  phase_ = 0;
  runs_in_phase_ = turn_ = 0;
}

Claim Portfolio::claim() const {
  std::vector<Claim> all;
  claims(all);
  return all.empty() ? Claim{} : all.front();
}

void Portfolio::claims(std::vector<Claim>& into) const {
  dpor_.claims(into);
  bounded_.claims(into);
  pct3_.claims(into);
  pct2_.claims(into);
}

}  // namespace lockstep::explorer
