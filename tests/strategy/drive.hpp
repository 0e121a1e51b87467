// Runs a strategy on an abstract program to its end, or to a number of executions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <lockstep/explorer/make_strategy.hpp>

#include "simulator.hpp"

namespace lockstep::explorer::simulator {

struct Explored {
  std::uint64_t executions = 0;
  std::uint64_t complete = 0;  // not abandoned
  std::uint64_t abandoned = 0;
  std::uint64_t duplicates = 0;  // complete, and equivalent to one before; if canonicals are kept
  bool exhausted = false;        // nothing was left to do
  std::set<std::string> outcomes;
  std::map<std::string, std::uint64_t> canonicals;
  std::optional<std::uint64_t> first_failure;  // from 1
  std::optional<std::uint64_t> first_deadlock;
  std::vector<Choice> failing;  // schedule of the first failure
  Claim claim;
};

struct How {
  std::uint64_t most = 1'000'000;
  bool canonicals = false;
  bool stop_at_failure = false;
};

Explored explore(const Program& program, Strategy& strategy, const How& how = {});
Explored explore(const Program& program, report::StrategyName name, const How& how = {},
                 const StrategyOptions& options = {});

}  // namespace lockstep::explorer::simulator
