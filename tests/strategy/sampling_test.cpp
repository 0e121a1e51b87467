#include <gtest/gtest.h>

#include <cmath>

#include "drive.hpp"
#include "profile.hpp"
#include "programs.hpp"
#include "surw.hpp"
#include "walk.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

TEST(Pct, DepthThreeOrderingBugIsFoundWithinHundredExecutions) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    StrategyOptions options;
    options.seed = seed;
    const Explored explored =
        explore(depth_three(), StrategyName::pct, {.most = 100, .stop_at_failure = true}, options);
    EXPECT_TRUE(explored.first_failure) << "seed " << seed;
  }
}

TEST(Pct, ClaimsNoMoreThanTheCountedTasksAndStepsAllow) {
  StrategyOptions options;
  options.depth = 2;
  const Explored explored =
      explore(locked_pushes(2, 5), StrategyName::pct, {.most = 1000}, options);
  // Each task: start, 5 locks, end.
  const double missed = std::pow(1.0 - 1.0 / (2 * 14), 999);
  EXPECT_EQ(explored.claim.coverage, Coverage::probability);
  EXPECT_EQ(explored.claim.depth, 2U);
  // The first run drew its places before k was known: it does not count.
  EXPECT_DOUBLE_EQ(explored.claim.miss_probability, missed);
}

TEST(Pct, ClaimsNothingOfProgramsWithTimeOuts) {
  Program program;
  program.tasks = {{{Do::lock, 0, 0}, {Do::timed_wait, 0, 0}, {Do::unlock, 0, 0}},
                   {{Do::notify_one, 0, 0}}};
  EXPECT_EQ(explore(program, StrategyName::pct, {.most = 100}).claim.coverage, Coverage::none);
}

TEST(Random, SeesAllOutcomesOfASmallProgram) {
  const Explored all = explore(lost_update(2, 2), StrategyName::everything);
  const Explored walked = explore(lost_update(2, 2), StrategyName::random, {.most = 2000});
  EXPECT_EQ(walked.outcomes, all.outcomes);
  EXPECT_EQ(walked.claim.coverage, Coverage::none);
}

/// A task that does much else before it uses what both share, and one that uses it at once.
Program uneven() {
  Program program;
  program.tasks.emplace_back(20, Instruction{Do::load, 1, 0});
  program.tasks[0].push_back({Do::add, 0, 1});
  program.tasks.push_back({{Do::add, 0, 1}});
  return program;
}

/// How often of 1000 executions the first task was the first to use variable 0.
int long_one_first(Strategy& strategy, Profile* profile) {
  const Program program = uneven();
  Machine machine(program);
  int first = 0;
  for (int run = 0; run < 1000; ++run) {
    EXPECT_TRUE(strategy.begin());
    const Ran ran = machine.run(strategy);
    for (const Step& step : ran.execution.steps) {
      if (step.operation.kind != Kind::update) continue;
      if (step.choice.task == 0) ++first;
      break;
    }
    strategy.end(ran.execution);
    if (profile != nullptr) profile->observe(ran.execution);
  }
  return first;
}

TEST(Surw, OrdersOfASharedObjectAreAboutEquallyLikely) {
  Walk uniform(1);
  EXPECT_LT(long_one_first(uniform, nullptr), 10);
  Profile profile;
  Surw selective(1, profile);
  const int first = long_one_first(selective, &profile);
  EXPECT_GT(first, 400);
  EXPECT_LT(first, 600);
}

TEST(Pos, PrioritiesMakeLongTasksLikelierToBeFirst) {
  Pos pos(1);
  EXPECT_GT(long_one_first(pos, nullptr), 20);
}

TEST(Profile, CountsTasksDecisionsAndSharedObjects) {
  const Program program = uneven();
  const auto strategy = make_strategy(StrategyName::dpor);
  Machine machine(program);
  Profile profile;
  ASSERT_TRUE(strategy->begin());
  const Ran ran = machine.run(*strategy);
  profile.observe(ran.execution);
  EXPECT_EQ(profile.tasks(), 2U);
  EXPECT_EQ(profile.decisions(), 26U);
  ASSERT_EQ(profile.shared().size(), 1U);
  EXPECT_EQ(profile.shared()[0].counts.size(), 2U);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
