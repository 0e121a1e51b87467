#include <gtest/gtest.h>

#include "drive.hpp"
#include "programs.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

TEST(Portfolio, SmallProgramsEndByExhaustion) {
  const Explored tiny = explore(abba(true), StrategyName::automatic);
  EXPECT_TRUE(tiny.exhausted);
  EXPECT_EQ(tiny.executions, 2U);
  EXPECT_EQ(tiny.claim.coverage, Coverage::all);
  const Explored small = explore(locked_pushes(2, 5), StrategyName::automatic);
  EXPECT_TRUE(small.exhausted);
  EXPECT_LE(small.executions, 270U);
  EXPECT_EQ(small.claim.classes, 252U);
}

TEST(Portfolio, FirstExecutionIsTheDefaultRun) {
  const auto strategy = make_strategy(StrategyName::automatic);
  const Program program = lost_update(3, 2);
  Machine own(program);
  ASSERT_TRUE(strategy->begin());
  const Ran ran = own.run(*strategy);
  TaskId highest = 0;
  for (const Step& step : ran.execution.steps) {
    EXPECT_GE(step.choice.task, highest);
    highest = step.choice.task;
  }
  strategy->end(ran.execution);
}

TEST(Portfolio, OneLateTaskFirstAmongHundredIsFoundInTensOfExecutions) {
  for (const std::uint32_t special : {100U, 99U, 87U, 64U, 51U}) {
    const Explored explored = explore(one_late_task_first(100, special), StrategyName::automatic,
                                      {.most = 5000, .stop_at_failure = true});
    ASSERT_TRUE(explored.first_failure) << special;
    EXPECT_LE(*explored.first_failure, 100U) << special;
    RecordProperty("task_" + std::to_string(special), static_cast<int>(*explored.first_failure));
  }
}

TEST(Portfolio, HeavyProgramsUseTheWholeBudgetAndClaimBounds) {
  StrategyOptions options;
  options.budget_runs = 3000;
  const Explored explored =
      explore(lost_update(3, 3), StrategyName::automatic, {.most = options.budget_runs}, options);
  EXPECT_EQ(explored.executions, options.budget_runs);
  EXPECT_FALSE(explored.exhausted);
  EXPECT_EQ(explored.claim.coverage, Coverage::preemptions);
}

TEST(Portfolio, RestartStartsWithTheDefaultRunAndFindsTheSame) {
  const auto strategy = make_strategy(StrategyName::automatic);
  explore(lost_update(3, 3), *strategy, {.most = 500});
  strategy->restart();
  const Explored explored = explore(locked_pushes(2, 5), *strategy);
  EXPECT_EQ(explored.claim.coverage, Coverage::all);
  EXPECT_EQ(explored.claim.classes, 252U);
}

TEST(Portfolio, TheSameSeedGivesTheSameSchedules) {
  const Program program = lost_update(3, 3);
  std::vector<std::vector<Choice>> schedules[2];
  for (auto& mine : schedules) {
    const auto strategy = make_strategy(StrategyName::automatic);
    Machine machine(program);
    for (int run = 0; run < 2000 && strategy->begin(); ++run) {
      const Ran ran = machine.run(*strategy);
      std::vector<Choice> schedule;
      for (const Step& step : ran.execution.steps) schedule.push_back(step.choice);
      mine.push_back(schedule);
      strategy->end(ran.execution);
    }
  }
  EXPECT_EQ(schedules[0], schedules[1]);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
