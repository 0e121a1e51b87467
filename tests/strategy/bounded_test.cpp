#include <gtest/gtest.h>

#include <lockstep/explorer/guide.hpp>

#include "drive.hpp"
#include "programs.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

/// The executions of a bound, counted in the enumeration of everything.
std::uint64_t with_at_most(const Program& program, std::uint32_t preemptions) {
  const auto everything = make_strategy(StrategyName::everything);
  Machine machine(program);
  std::uint64_t count = 0;
  while (everything->begin()) {
    const Ran ran = machine.run(*everything);
    if (preemptions_of(ran.execution) <= preemptions) ++count;
    everything->end(ran.execution);
  }
  return count;
}

TEST(Bounded, SeesEachExecutionWithinTheBoundOnce) {
  for (const Program& program : {lost_update(2, 2), abba(false), notify_before_wait()}) {
    for (std::uint32_t bound = 0; bound <= 2; ++bound) {
      StrategyOptions options;
      options.preemptions = bound;
      const Explored explored = explore(program, StrategyName::bounded, {}, options);
      EXPECT_TRUE(explored.exhausted);
      if (explored.claim.coverage != Coverage::preemptions) continue;  // saw all with fewer
      EXPECT_EQ(explored.claim.preemptions, bound);
      EXPECT_EQ(explored.claim.classes, with_at_most(program, bound));
    }
  }
}

TEST(Bounded, LockOrderDeadlockNeedsOnePreemption) {
  StrategyOptions options;
  options.preemptions = 0;
  EXPECT_FALSE(explore(abba(false), StrategyName::bounded, {}, options).first_deadlock);
  options.preemptions = 1;
  EXPECT_TRUE(explore(abba(false), StrategyName::bounded, {}, options).first_deadlock);
}

TEST(Bounded, LeavingATaskThatYieldsIsNoPreemption) {
  Program program;
  program.tasks = {{{Do::load, 0, 0}, {Do::yield, 0, 0}, {Do::load, 0, 0}},
                   {{Do::store_value, 0, 1}}};
  StrategyOptions options;
  options.preemptions = 0;
  const Explored explored = explore(program, StrategyName::bounded, {}, options);
  EXPECT_EQ(explored.outcomes.size(), 3U);  // before the first, between, after the second load
}

TEST(Bounded, EverythingSeesAllAndCountsNoClasses) {
  const Explored explored = explore(each_locks_once(2), StrategyName::everything);
  EXPECT_EQ(explored.claim.coverage, Coverage::all);
  EXPECT_EQ(explored.claim.classes, 0U);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
