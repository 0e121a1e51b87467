#include <lockstep/explorer/make_strategy.hpp>

#include "bounded.hpp"
#include "dpor/dpor.hpp"
#include "pct.hpp"
#include "portfolio.hpp"
#include "profile.hpp"
#include "walk.hpp"

namespace lockstep::explorer {

namespace {

/// PCT alone, with a profile of its own.
class PctAlone final : public Strategy {
 public:
  explicit PctAlone(const StrategyOptions& options)
      : pct_(Random(options.seed).next(), options.depth, UINT64_MAX, profile_) {}
  [[nodiscard]] bool begin() override { return pct_.begin(); }
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override {
    return pct_.choose(candidates, steps);
  }
  void end(const Execution& execution) override {
    profile_.observe(execution);
    pct_.end(execution);
  }
  void restart() override {
    profile_.clear();
    pct_.restart();
  }
  [[nodiscard]] Claim claim() const override { return pct_.claim(); }

 private:
  Profile profile_;
  Pct pct_;
};

}  // namespace

std::unique_ptr<Strategy> make_strategy(report::StrategyName name, const StrategyOptions& options) {
  switch (name) {
    case report::StrategyName::automatic:
      break;
    case report::StrategyName::pct:
      return std::make_unique<PctAlone>(options);
    case report::StrategyName::bounded:
      return std::make_unique<Bounded>(0, options.preemptions);
    case report::StrategyName::dpor:
      return std::make_unique<dpor::Dpor>();
    case report::StrategyName::random:
      return std::make_unique<Walk>(Random(options.seed).next());
    case report::StrategyName::everything:
      return std::make_unique<Bounded>(kNoBound, kNoBound);
  }
  return std::make_unique<Portfolio>(options.budget_runs, options.seed);
}

}  // namespace lockstep::explorer
