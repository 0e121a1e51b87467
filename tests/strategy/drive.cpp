#include "drive.hpp"

#include <lockstep/explorer/guide.hpp>

namespace lockstep::explorer::simulator {

Explored explore(const Program& program, Strategy& strategy, const How& how) {
  Explored all;
  Machine machine(program);
  while (all.executions < how.most) {
    if (!strategy.begin()) {
      all.exhausted = true;
      break;
    }
    const Ran ran = machine.run(strategy);
    strategy.end(ran.execution);
    ++all.executions;
    if (ran.execution.end == End::abandoned) {
      ++all.abandoned;
      continue;
    }
    ++all.complete;
    all.outcomes.insert(ran.outcome);
    if (how.canonicals && ++all.canonicals[canonical(ran.execution)] > 1) ++all.duplicates;
    if (ran.execution.end == End::deadlock && !all.first_deadlock) {
      all.first_deadlock = all.executions;
    }
    if (ran.execution.failed && !all.first_failure) {
      all.first_failure = all.executions;
      all.failing = schedule_of(ran.execution.steps);
      if (how.stop_at_failure) break;
    }
  }
  all.claim = strategy.claim();
  return all;
}

Explored explore(const Program& program, report::StrategyName name, const How& how,
                 const StrategyOptions& options) {
  const auto strategy = make_strategy(name, options);
  return explore(program, *strategy, how);
}

}  // namespace lockstep::explorer::simulator
