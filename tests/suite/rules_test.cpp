#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts.hpp"
#include "state.hpp"

namespace lockstep::suite {
namespace {

using sandbox::Cause;
using test::findings_of;
using test::returned_run;
using test::run_ended_by;
using test::word_of;
using verdict::Word;

class Rules : public testing::Test {
 protected:
  void SetUp() override { test::use_setup(); }
};

RawRun run_with(std::uint32_t threads, std::uint32_t processes, std::uint32_t together) {
  RawRun run = returned_run();
  sandbox::Tasks& tasks = run.outcomes[0].tasks;
  tasks.threads.count = threads;
  tasks.threads.most_alive = std::min(threads, together);
  tasks.processes.count = processes;
  tasks.processes.most_alive = std::min(processes, together);
  return run;
}

TEST_F(Rules, ThreadsAreCounted) {
  const auto verdict = [](std::uint32_t threads, std::uint32_t processes, std::uint32_t together) {
    return word_of(findings_of(UsedThreads(3), run_with(threads, processes, together)));
  };
  EXPECT_EQ(verdict(3, 0, 3), Word::ok);
  EXPECT_EQ(verdict(0, 0, 0), Word::no_threads);
  EXPECT_EQ(verdict(2, 0, 2), Word::no_threads);
  EXPECT_EQ(verdict(4, 0, 4), Word::extra_threads);
  EXPECT_EQ(verdict(3, 0, 1), Word::not_concurrent);
  EXPECT_EQ(verdict(3, 1, 3), Word::extra_processes);
  EXPECT_EQ(verdict(0, 3, 3), Word::no_threads);
}

TEST_F(Rules, ProcessesAreCounted) {
  const auto verdict = [](std::uint32_t threads, std::uint32_t processes, std::uint32_t together) {
    return word_of(findings_of(UsedProcesses(3), run_with(threads, processes, together)));
  };
  EXPECT_EQ(verdict(0, 3, 3), Word::ok);
  EXPECT_EQ(verdict(0, 0, 0), Word::no_processes);
  EXPECT_EQ(verdict(0, 4, 4), Word::extra_processes);
  EXPECT_EQ(verdict(0, 3, 2), Word::not_concurrent);
  EXPECT_EQ(verdict(1, 3, 3), Word::extra_threads);
  EXPECT_EQ(verdict(3, 0, 3), Word::no_processes);
}

TEST_F(Rules, ChildrenLeaveByUnderscoreExit) {
  RawRun run = run_with(0, 3, 3);
  run.outcomes[0].response->child_exited = true;
  EXPECT_EQ(word_of(findings_of(UsedProcesses(3), run)), Word::extra_processes);
  EXPECT_EQ(word_of(findings_of(StartedProcesses(3), run)), Word::extra_processes);
  run.outcomes[0].response->child_exited = false;
  run.outcomes[0].response->child_returned = true;
  EXPECT_EQ(word_of(findings_of(UsedProcesses(3), run)), Word::extra_processes);
}

TEST_F(Rules, NoWorkersForNothing) {
  EXPECT_EQ(word_of(findings_of(UsedThreads(0), run_with(0, 0, 0))), Word::ok);
  EXPECT_EQ(word_of(findings_of(UsedThreads(0), run_with(1, 0, 1))), Word::extra_threads);
}

TEST_F(Rules, HalfRulesJudgeTheirHalfOnly) {
  EXPECT_EQ(word_of(findings_of(StartedThreads(3), run_with(3, 1, 1))), Word::ok);
  EXPECT_EQ(word_of(findings_of(HadThreadsTogether(3), run_with(3, 0, 2))), Word::not_concurrent);
  EXPECT_EQ(word_of(findings_of(StartedProcesses(3), run_with(0, 2, 2))), Word::no_processes);
  EXPECT_EQ(word_of(findings_of(HadProcessesTogether(3), run_with(0, 3, 3))), Word::ok);
}

TEST_F(Rules, FailedRunBreaksEveryRuleWithItsOwnWord) {
  const RawRun crashed = run_ended_by(Cause::signalled, 11);
  for (const RunRule& rule : {Returned(), UsedThreads(3), UsedProcesses(3), LeftNothingBehind(),
                              StartedThreads(0), HadThreadsTogether(0)}) {
    EXPECT_EQ(word_of(findings_of(rule, crashed)), Word::crash);
  }
}

RawRun run_that_threw(const std::string& type) {
  RawRun run = returned_run();
  run.outcomes[0].response->kind = wire::Response::Kind::threw;
  run.outcomes[0].response->exception_type = type;
  return run;
}

TEST_F(Rules, OnlyInvalidArgumentRefuses) {
  const RunRule rule = RefusedAsInvalid("a negative count");
  EXPECT_EQ(word_of(findings_of(rule, run_that_threw("std::invalid_argument"))), Word::ok);
  EXPECT_EQ(word_of(findings_of(rule, run_that_threw("std::logic_error"))), Word::wrong_result);
  EXPECT_EQ(word_of(findings_of(rule, returned_run())), Word::invalid_argument_accepted);
  EXPECT_EQ(word_of(findings_of(rule, run_ended_by(Cause::stuck))), Word::deadlock);
}

TEST_F(Rules, RefusalOfAProgramThatNeverCameUpIsNoGraderFault) {
  RawRun run = run_ended_by(Cause::signalled, 11);
  run.outcomes.clear();
  EXPECT_EQ(word_of(findings_of(RefusedAsInvalid("a negative count"), run)), Word::crash);
}

TEST_F(Rules, WaitingMeansNotToReturn) {
  const RunRule rule = WaitsForEver("put() on a full queue");
  for (const Cause cause : {Cause::stuck, Cause::wall_limit, Cause::cpu_limit}) {
    EXPECT_EQ(word_of(findings_of(rule, run_ended_by(cause))), Word::ok);
  }
  EXPECT_EQ(word_of(findings_of(rule, returned_run())), Word::wrong_result);
  EXPECT_EQ(word_of(findings_of(rule, run_ended_by(Cause::signalled, 11))), Word::crash);
}

TEST_F(Rules, SleepingCostsNothing) {
  const RunRule rule = SleepsForEver("get() on an empty queue");
  EXPECT_EQ(word_of(findings_of(rule, run_ended_by(Cause::stuck))), Word::ok);
  EXPECT_EQ(word_of(findings_of(rule, run_ended_by(Cause::wall_limit))), Word::busy_wait);
  EXPECT_EQ(word_of(findings_of(rule, run_ended_by(Cause::cpu_limit))), Word::busy_wait);
  EXPECT_EQ(word_of(findings_of(rule, returned_run())), Word::wrong_result);
}

verdict::Finding a_race() {
  return {Word::data_race, "one thread wrote `c` at a.cpp:4.", {}, {{"a.cpp", 4, "here"}}, "1f"};
}

ExploredOutcome outcome_of(int value, const std::string& replay) {
  return {wire::Response{wire::Response::Kind::returned, wire::encode(value), {}, {}, {}, 0},
          replay};
}

TEST_F(Rules, RaceIsReportedBeforeTheFailureThatItCaused) {
  Exploration exploration;
  exploration.failure = failure_of(run_ended_by(Cause::signalled, 11));
  EXPECT_EQ(word_of(findings_of(HasNoFault(), exploration)), Word::crash);
  exploration.faults.push_back(a_race());
  const auto findings = findings_of(HasNoFault(), exploration);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0], a_race());
}

TEST_F(Rules, EveryOutcomeIsJudged) {
  const ExplorationRule rule = Always(GivesExactly(7));
  Exploration exploration;
  exploration.call = "f()";
  exploration.outcomes = {outcome_of(7, "aa")};
  EXPECT_TRUE(findings_of(rule, exploration).empty());
  exploration.outcomes.push_back(outcome_of(6, "bb"));
  auto findings = findings_of(rule, exploration);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].word, Word::wrong_result);
  EXPECT_EQ(findings[0].replay, "bb");
  exploration.lost_updates.push_back({Word::lost_update, "one was overwritten.", {}, {}});
  EXPECT_EQ(word_of(findings_of(rule, exploration)), Word::lost_update);
  exploration.faults.push_back(a_race());
  EXPECT_EQ(word_of(findings_of(rule, exploration)), Word::data_race);
}

TEST_F(Rules, WhatAWrongOutcomeMayComeOfIsToldWithIt) {
  Exploration exploration;
  exploration.outcomes = {outcome_of(6, "aa")};
  exploration.outcomes[0].history = " Before that main went on.";
  exploration.outcomes[0].advice = "Look again.";
  exploration.outcomes[0].places = {{"a.cpp", 9, "main went on here"}};
  const auto findings = findings_of(Always(GivesExactly(7)), exploration);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].message.ends_with(" Before that main went on."));
  EXPECT_EQ(findings[0].advice, "Look again.");
  ASSERT_EQ(findings[0].places.size(), 1U);
  EXPECT_EQ(findings[0].places[0].line, 9);
}

TEST_F(Rules, ALostUpdateThatDoesNoHarmIsNoFault) {
  Exploration exploration;
  exploration.outcomes = {outcome_of(7, "aa")};
  exploration.lost_updates.push_back({Word::lost_update, "one was overwritten.", {}, {}});
  EXPECT_TRUE(findings_of(Always(GivesExactly(7)), exploration).empty());
}

TEST_F(Rules, ACallThatEndsTheProgramUnderSomeInterleavingIsACrash) {
  Exploration exploration;
  exploration.outcomes = {outcome_of(7, "aa"), {std::nullopt, "bb"}};
  EXPECT_EQ(word_of(findings_of(Always(GivesExactly(7)), exploration)), Word::crash);
}

TEST_F(Rules, WhatTheExplorerCouldNotDecideIsNeverOk) {
  Exploration exploration;
  exploration.undecided = {"undecided: it was too long"};
  EXPECT_FALSE(HasNoFault().MatchAndExplain(exploration, nullptr));
  EXPECT_TRUE(current_report().findings.empty());
  EXPECT_TRUE(current_report().fault.has_value());
  exploration.faults.push_back(a_race());
  EXPECT_EQ(word_of(findings_of(HasNoFault(), exploration)), Word::data_race);
}

TEST_F(Rules, SerialRunsHoldBothKindsOfWorkers) {
  const How how = serially(5);
  EXPECT_TRUE(how.observe.serial);
  EXPECT_EQ(how.observe.hold_threads, 5U);
  EXPECT_EQ(how.observe.hold_processes, 5U);
  EXPECT_EQ(with_narrow_pipes().observe.pipe_bytes, 512U);
  EXPECT_GE(with_leftovers_counted().repeat, 3U);
}

}  // namespace
}  // namespace lockstep::suite
