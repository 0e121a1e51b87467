#include <gtest/gtest.h>

#include <cmath>

#include "drive.hpp"
#include "programs.hpp"

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

}  // namespace
}  // namespace lockstep::explorer::simulator
