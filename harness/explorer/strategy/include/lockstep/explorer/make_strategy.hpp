// The strategies, by name.
#pragma once

#include <cstdint>
#include <memory>

#include <lockstep/explorer/report.hpp>
#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer {

struct StrategyOptions {
  /// Executions that will be asked for; the portfolio shares them out among its parts.
  std::uint64_t budget_runs = 5000;
  std::uint64_t seed = 1;
  std::uint32_t depth = 3;        // of StrategyName::pct
  std::uint32_t preemptions = 2;  // of StrategyName::bounded, the highest bound
};

/// `automatic`: a portfolio, that ends early only if all executions were seen.
[[nodiscard]] std::unique_ptr<Strategy> make_strategy(report::StrategyName name,
                                                      const StrategyOptions& options = {});

}  // namespace lockstep::explorer
