#include <gtest/gtest.h>

#include <lockstep/explorer/guide.hpp>
#include <lockstep/explorer/minimiser.hpp>

#include "drive.hpp"
#include "programs.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

struct Minimised {
  std::uint32_t before = 0;
  std::uint32_t after = 0;
  std::uint64_t executions = 0;
  bool fails = false;  // the best, followed strictly
};

/// From the first failure of random walks.
Minimised minimise(const Program& program, std::uint64_t seed) {
  StrategyOptions options;
  options.seed = seed;
  const Explored found =
      explore(program, StrategyName::random, {.most = 100'000, .stop_at_failure = true}, options);
  EXPECT_TRUE(found.first_failure);
  Machine machine(program);
  Guide guide(found.failing);
  EXPECT_TRUE(guide.begin());
  const Ran failing = machine.run(guide);
  guide.end(failing.execution);
  EXPECT_TRUE(failing.execution.failed);
  Minimised result;
  result.before = preemptions_of(failing.execution);
  Minimiser minimiser(failing.execution, 200);
  result.executions = explore(program, minimiser).executions;
  result.after = minimiser.preemptions();
  Guide best(minimiser.best());
  EXPECT_TRUE(best.begin());
  const Ran again = machine.run(best);
  best.end(again.execution);
  EXPECT_FALSE(best.diverged());
  EXPECT_EQ(preemptions_of(again.execution), result.after);
  result.fails = again.execution.failed;
  return result;
}

TEST(Minimiser, LockOrderDeadlockIsShownWithOnePreemption) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Minimised result = minimise(abba(false), seed);
    EXPECT_EQ(result.after, 1U);
    EXPECT_TRUE(result.fails);
  }
}

TEST(Minimiser, PhilosophersNeedOneFewerThanThereAre) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Minimised result = minimise(philosophers(4, false), seed);
    EXPECT_LE(result.after, 3U);
    EXPECT_LE(result.after, result.before);
    EXPECT_LE(result.executions, 200U);
    EXPECT_TRUE(result.fails);
  }
}

TEST(Minimiser, KeepsWhatTheFailureNeeds) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Minimised two = minimise(depth_three(), seed);
    EXPECT_EQ(two.after, 2U);
    EXPECT_TRUE(two.fails);
    const Minimised three = minimise(three_preemptions(), seed);
    EXPECT_EQ(three.after, 3U);
    EXPECT_TRUE(three.fails);
  }
}

TEST(Guide, ReplaysAScheduleAndSaysWhenItCannot) {
  const Program program = abba(false);
  const Explored found = explore(program, StrategyName::dpor, {.stop_at_failure = true});
  Machine machine(program);
  for (int time = 0; time < 20; ++time) {
    Guide guide(found.failing);
    ASSERT_TRUE(guide.begin());
    const Ran ran = machine.run(guide);
    guide.end(ran.execution);
    EXPECT_FALSE(guide.diverged());
    EXPECT_FALSE(guide.beyond());
    EXPECT_EQ(ran.execution.end, End::deadlock);
    EXPECT_FALSE(guide.begin());
  }
  std::vector<Choice> impossible = found.failing;
  impossible.back().task = 7;
  Guide guide(impossible);
  ASSERT_TRUE(guide.begin());
  const Ran ran = machine.run(guide);
  guide.end(ran.execution);
  EXPECT_EQ(ran.execution.end, End::abandoned);
  EXPECT_TRUE(guide.diverged());
  EXPECT_EQ(guide.followed(), impossible.size() - 1);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
