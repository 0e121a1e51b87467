#include <gtest/gtest.h>

#include "drive.hpp"
#include "programs.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

Explored by_dpor(const Program& program) {
  return explore(program, StrategyName::dpor, {.most = 100'000, .canonicals = true});
}

/// All classes, each once, and that is what it says.
void covers(const Explored& explored, std::uint64_t classes) {
  EXPECT_TRUE(explored.exhausted);
  EXPECT_EQ(explored.complete, classes);
  EXPECT_EQ(explored.duplicates, 0U);
  EXPECT_EQ(explored.claim.coverage, Coverage::all);
  EXPECT_EQ(explored.claim.classes, classes);
}

/// The final value of variable 0 in each outcome.
std::set<std::string> first_variables(const Explored& explored) {
  std::set<std::string> values;
  for (const std::string& outcome : explored.outcomes) {
    const std::size_t from = outcome.find(':') + 1;
    values.insert(outcome.substr(from, outcome.find(',') - from));
  }
  return values;
}

TEST(Dpor, TasksThatLockOnceHaveFactorialOrders) {
  covers(by_dpor(each_locks_once(2)), 2);
  covers(by_dpor(each_locks_once(3)), 6);
  covers(by_dpor(each_locks_once(4)), 24);
  covers(by_dpor(each_locks_once(6)), 720);
}

TEST(Dpor, TwoTasksWithFiveLockedPushesHave252Orders) {
  const Explored explored = by_dpor(locked_pushes(2, 5));
  covers(explored, 252);
  EXPECT_EQ(explored.abandoned, 0U);
}

TEST(Dpor, EachReaderOfItsOwnVariableReadsBeforeOrAfterTheWriter) {
  covers(by_dpor(one_writer(3)), 8);
  covers(by_dpor(one_writer(8)), 256);
}

TEST(Dpor, UnlocksThatAreDecidedChangeNothing) {
  Program program = locked_pushes(2, 5);
  program.unlock_is_decided = true;
  covers(by_dpor(program), 252);
}

TEST(Dpor, LostUpdateHasAllOutcomes) {
  const Explored explored = by_dpor(lost_update(2, 3));
  covers(explored, 328);
  EXPECT_EQ(first_variables(explored), (std::set<std::string>{"2", "3", "4", "5", "6"}));
}

TEST(Dpor, LockOrderDeadlockIsFoundWithinFiveExecutions) {
  const Explored explored = by_dpor(abba(false));
  covers(explored, 3);
  EXPECT_LE(explored.first_deadlock.value_or(99), 5U);
}

TEST(Dpor, GateLockMakesTheDeadlockImpossible) {
  const Explored explored = by_dpor(abba(true));
  covers(explored, 2);
  EXPECT_FALSE(explored.first_deadlock);
}

TEST(Dpor, PhilosophersDeadlockUnlessForksAreOrdered) {
  const Explored hungry = by_dpor(philosophers(4, false));
  covers(hungry, 15);
  EXPECT_TRUE(hungry.first_deadlock);
  const Explored fed = by_dpor(philosophers(4, true));
  covers(fed, 14);
  EXPECT_FALSE(fed.first_deadlock);
}

TEST(Dpor, IfAroundAWaitFailsAndWhileDoesNot) {
  EXPECT_TRUE(by_dpor(consumers(2, false)).first_failure);
  const Explored looping = by_dpor(consumers(2, true));
  covers(looping, 38);
  EXPECT_FALSE(looping.first_failure);
}

TEST(Dpor, IfAroundAWaitOfOneConsumerFailsBySpuriousWakeUp) {
  Program program = consumers(1, false);
  EXPECT_FALSE(by_dpor(program).first_failure);
  program.spurious = true;
  EXPECT_TRUE(by_dpor(program).first_failure);
}

TEST(Dpor, NotifyBeforeWaitIsADeadlock) {
  const Explored explored = by_dpor(notify_before_wait());
  covers(explored, 2);
  EXPECT_TRUE(explored.first_deadlock);
}

TEST(Dpor, BothEndsOfATimedWaitAreSeen) {
  Program program;
  program.tasks = {{{Do::lock, 0, 0}, {Do::timed_wait, 0, 0}, {Do::unlock, 0, 0}},
                   {{Do::notify_one, 0, 0}}};
  EXPECT_EQ(by_dpor(program).outcomes.size(), 2U);
}

TEST(Dpor, TheProgramEndsAtEachMomentOfTheOthers) {
  Program program;
  program.tasks = {{{Do::exit, 0, 0}}, {{Do::store_value, 0, 1}, {Do::store_value, 0, 2}}};
  EXPECT_EQ(first_variables(by_dpor(program)), (std::set<std::string>{"0", "1", "2"}));
}

TEST(Dpor, ACrashHidesNothingThatOthersWouldDo) {
  Program program;
  program.tasks = {{{Do::load, 0, 0}, {Do::fail_unless, 0, 7}},
                   {{Do::load, 1, 0}, {Do::load, 1, 0}, {Do::fail_unless, 0, 7}}};
  EXPECT_EQ(by_dpor(program).outcomes.size(), 2U);
}

TEST(Dpor, SaysNothingOfAllWhenAnExecutionWasCutOff) {
  Program program;  // for ever
  program.tasks = {{{Do::load, 0, 0}, {Do::back_unless, 1, 1}}, {{Do::load, 1, 0}}};
  const Explored explored = by_dpor(program);
  EXPECT_TRUE(explored.exhausted);
  EXPECT_EQ(explored.claim.coverage, Coverage::none);
}

TEST(Dpor, RestartForgetsEverything) {
  const auto strategy = make_strategy(StrategyName::dpor);
  explore(locked_pushes(3, 2), *strategy, {.most = 20});
  strategy->restart();
  const Explored explored = explore(locked_pushes(2, 5), *strategy, {.canonicals = true});
  covers(explored, 252);
}

TEST(Dpor, AProgramThatDoesNotDoTheSameAgainVoidsTheClaim) {
  const auto strategy = make_strategy(StrategyName::dpor);
  explore(locked_pushes(2, 3), *strategy, {.most = 5});
  const Explored other = explore(lost_update(2, 1), *strategy, {.most = 10'000});
  EXPECT_TRUE(other.exhausted);
  EXPECT_EQ(other.claim.coverage, Coverage::none);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
