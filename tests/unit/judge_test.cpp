#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/catalogue/error.hpp>
#include <lockstep/judge/judge.hpp>
#include <lockstep/judge/plan.hpp>

#include "judge_fixture.hpp"

namespace lockstep::judge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using verdict::Word;

const CheckResult& check(const Result& result, std::string_view id) {
  for (const CheckResult& each : result.checks) {
    if (each.id == id) return each;
  }
  throw std::runtime_error("no check " + std::string(id));
}

std::vector<std::string> ids(const Result& result) {
  std::vector<std::string> all;
  for (const CheckResult& each : result.checks) all.push_back(each.id);
  return all;
}

int sum_of_points(const Result& result) {
  int sum = 0;
  for (const CheckResult& each : result.checks) sum += each.points;
  return sum;
}

// ---- scores

TEST(Judge, AllPassedIsTheFullScore) {
  const Result result = judge(lock_counter(), all_passing());
  EXPECT_EQ(result.status, Status::graded);
  EXPECT_EQ(result.score, 12);
  EXPECT_EQ(result.max_score, 12);
  EXPECT_FALSE(result.selection);
  for (const CheckResult& each : result.checks) EXPECT_EQ(each.status, CheckStatus::passed);
}

TEST(Judge, ChecksStandInTheManifestsOrderWhateverTheReports) {
  std::vector<verdict::CheckReport> reports = all_passing();
  std::swap(reports.front(), reports.back());
  EXPECT_THAT(ids(judge(lock_counter(), reports)),
              ElementsAre("threads.arguments", "threads.count", "threads.workers",
                          "threads.no-race", "processes.count"));
}

TEST(Judge, AFailedCheckEarnsNothingAndTheOthersAreUntouched) {
  auto reports = all_passing();
  reports[3] = failing("threads.no-race", Word::data_race);
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(result.score, 8);
  EXPECT_EQ(check(result, "threads.no-race").points, 0);
  EXPECT_EQ(check(result, "threads.no-race").status, CheckStatus::failed);
  EXPECT_EQ(result.status, Status::graded);
}

// ---- findings

TEST(Judge, DataRaceOutranksWrongOutput) {
  auto reports = all_passing();
  reports[3] = failing("threads.no-race", Word::wrong_result, "wrong");
  reports[3].findings.push_back({Word::data_race, "race", "lock it", {{"a.cpp", 7, "here"}}});
  const CheckResult result = check(judge(lock_counter(), reports), "threads.no-race");
  EXPECT_EQ(result.verdict, Word::data_race);
  EXPECT_EQ(result.message, "race");
  EXPECT_EQ(result.advice, "lock it");
  EXPECT_THAT(result.places, ElementsAre(verdict::Place{"a.cpp", 7, "here"}));
}

TEST(Judge, WithoutAMessageTheManifestSpeaks) {
  auto reports = all_passing();
  reports[3] = failing("threads.no-race", Word::data_race, "");
  EXPECT_EQ(check(judge(lock_counter(), reports), "threads.no-race").message,
            "What it means to fail.");
}

TEST(Judge, WithoutAdviceTheFirstHintIsGiven) {
  auto reports = all_passing();
  reports[3] = failing("threads.no-race", Word::data_race);
  reports[4] = failing("processes.count", Word::crash);
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(check(result, "threads.no-race").advice,
            "Which lines read the counter, and which write it?");
  EXPECT_EQ(check(result, "processes.count").advice, "");
}

TEST(Judge, SaysHowManyInterleavingsWereExplored) {
  auto reports = all_passing();
  reports[3].interleavings = 252;
  reports[3].exhausted = true;
  const CheckResult result = check(judge(lock_counter(), reports), "threads.no-race");
  EXPECT_EQ(result.interleavings, 252U);
  EXPECT_TRUE(result.exhausted);
}

// ---- needs

TEST(Judge, ACheckThatNeedsAFailedOneIsSkippedAndSaysOnWhatItDepends) {
  const Result result = judge(
      lock_counter(), {failing("threads.count", Word::wrong_result), passing("processes.count")});
  for (const char* id : {"threads.workers", "threads.no-race"}) {
    EXPECT_EQ(check(result, id).status, CheckStatus::skipped);
    EXPECT_EQ(check(result, id).message, "it needs threads.count");
    EXPECT_THAT(check(result, id).blocked_by, ElementsAre("threads.count"));
    EXPECT_FALSE(check(result, id).undecided);
  }
  EXPECT_EQ(check(result, "threads.arguments").message, "it needs threads.workers");
  EXPECT_EQ(result.score, 2);
  EXPECT_EQ(result.status, Status::graded);
  EXPECT_THAT(result.faults, IsEmpty());
}

TEST(Judge, ASkippedCheckEarnsNothingEvenIfItWasReportedPassed) {
  auto reports = all_passing();
  reports[1] = failing("threads.count", Word::wrong_result);
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(check(result, "threads.no-race").status, CheckStatus::skipped);
  EXPECT_EQ(result.score, 2);
}

// ---- grader faults

TEST(Judge, AFaultIsNeverAFailedCheck) {
  auto reports = all_passing();
  reports[4] = faulty("processes.count", "the disk is full");
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(result.status, Status::grader_fault);
  EXPECT_THAT(result.faults, ElementsAre("processes.count: the disk is full"));
  EXPECT_EQ(check(result, "processes.count").status, CheckStatus::skipped);
  EXPECT_TRUE(check(result, "processes.count").undecided);
  EXPECT_EQ(result.score, 10);
}

TEST(Judge, AMissingReportIsAFault) {
  auto reports = all_passing();
  reports.pop_back();
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(result.status, Status::grader_fault);
  EXPECT_THAT(result.faults, ElementsAre("processes.count: there is no report"));
}

TEST(Judge, WhatNeedsAnUndecidedCheckIsUndecidedToo) {
  const Result result =
      judge(lock_counter(), {faulty("threads.count", "no memory"), passing("processes.count")});
  for (const char* id : {"threads.workers", "threads.no-race", "threads.arguments"}) {
    EXPECT_TRUE(check(result, id).undecided) << id;
    EXPECT_EQ(check(result, id).status, CheckStatus::skipped) << id;
  }
  EXPECT_THAT(result.faults, ElementsAre("threads.count: no memory"));
}

TEST(Judge, WithNoReportsAtAllOnlyTheFirstMissingAreNamed) {
  const Result result = judge(lock_counter(), {});
  EXPECT_THAT(result.faults, ElementsAre("threads.count: there is no report",
                                         "processes.count: there is no report"));
  for (const CheckResult& each : result.checks) EXPECT_TRUE(each.undecided) << each.id;
}

TEST(Judge, ReportsThatNobodyAskedForAreFaults) {
  auto reports = all_passing();
  reports.push_back(passing("threads.luck"));
  reports.push_back(failing("threads.count", Word::crash));
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(result.status, Status::grader_fault);
  EXPECT_THAT(result.faults,
              ElementsAre("there is a report for 'threads.luck', a check that did not run",
                          "there are two reports for threads.count"));
}

TEST(Judge, AFaultOutsideOfChecksIsKept) {
  Circumstances circumstances;
  circumstances.faults = {"interrupted"};
  const Result result = judge(lock_counter(), all_passing(), circumstances);
  EXPECT_EQ(result.status, Status::grader_fault);
  EXPECT_THAT(result.faults, ElementsAre("interrupted"));
}

TEST(Judge, AFaultBeforeAnyCheckCostsNoPoints) {
  const Result result = grader_fault(lock_counter(), "there is no compiler");
  EXPECT_EQ(result.status, Status::grader_fault);
  EXPECT_THAT(result.faults, ElementsAre("there is no compiler"));
  for (const CheckResult& each : result.checks) {
    EXPECT_TRUE(each.undecided);
    EXPECT_EQ(each.status, CheckStatus::skipped);
  }
}

// ---- submissions that are not graded check by check

TEST(Judge, WhatDoesNotCompileEarnsNothing) {
  Circumstances circumstances;
  circumstances.diagnostics.push_back({Severity::error, true, "a.cpp", 1, 1, "no", ""});
  const Result result = did_not_compile(lock_counter(), circumstances);
  EXPECT_EQ(result.status, Status::did_not_compile);
  EXPECT_EQ(result.score, 0);
  EXPECT_EQ(result.max_score, 12);
  EXPECT_EQ(result.checks.size(), 5U);
  EXPECT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.checks[0].message, "the submission does not compile");
}

TEST(Judge, TamperingTakesThePointsOfAllChecks) {
  auto reports = all_passing();
  reports[4] = failing("processes.count", Word::tampering, "it writes to the channel");
  const Result result = judge(lock_counter(), reports);
  EXPECT_EQ(result.status, Status::tampering);
  EXPECT_EQ(result.score, 0);
  EXPECT_EQ(sum_of_points(result), 0);
  EXPECT_EQ(check(result, "processes.count").verdict, Word::tampering);
  EXPECT_EQ(check(result, "threads.count").status, CheckStatus::skipped);
}

TEST(Judge, ARefusedSubmissionSaysWhy) {
  const Result result = refused(
      lock_counter(), {Word::tampering, "it defines `main`", "remove it", {{"a.cpp", 3, "here"}}});
  EXPECT_EQ(result.status, Status::tampering);
  EXPECT_EQ(result.score, 0);
  EXPECT_EQ(result.checks[0].status, CheckStatus::failed);
  EXPECT_EQ(result.checks[0].message, "it defines `main`");
  EXPECT_EQ(result.checks[1].status, CheckStatus::skipped);
}

// ---- a selection of checks

TEST(Selection, HoldsWhatTheChecksNeed) {
  EXPECT_THAT(selected(lock_counter(), {"threads.arguments"}),
              ElementsAre("threads.arguments", "threads.count", "threads.workers"));
  EXPECT_EQ(selected(lock_counter(), {}).size(), 5U);
  EXPECT_THROW((void)selected(lock_counter(), {"threads.luck"}), catalogue::UnknownName);
}

TEST(Selection, OnlyItsChecksCount) {
  Circumstances circumstances;
  circumstances.only = {"threads.no-race"};
  const Result result =
      judge(lock_counter(), {passing("threads.count"), passing("threads.no-race")}, circumstances);
  EXPECT_EQ(result.status, Status::graded);
  EXPECT_TRUE(result.selection);
  EXPECT_EQ(result.score, 7);
  EXPECT_EQ(result.max_score, 7);
  EXPECT_THAT(ids(result), ElementsAre("threads.count", "threads.no-race"));
}

// ---- scheduling

TEST(Plan, ChecksWithoutNeedsAreReadyAtOnce) {
  const Plan first = plan(lock_counter(), {});
  EXPECT_THAT(first.ready, ElementsAre("threads.count", "processes.count"));
  EXPECT_THAT(first.waiting,
              ElementsAre("threads.arguments", "threads.workers", "threads.no-race"));
  EXPECT_THAT(first.skipped, IsEmpty());
}

TEST(Plan, ACheckIsReadyAsSoonAsItsNeedsHavePassed) {
  const Plan next = plan(lock_counter(), {passing("threads.count")});
  EXPECT_THAT(next.ready, ElementsAre("threads.workers", "threads.no-race", "processes.count"));
  EXPECT_THAT(next.waiting, ElementsAre("threads.arguments"));
}

TEST(Plan, WhatNeedsAFailedOrUndecidedCheckIsSkipped) {
  for (const auto& report :
       {failing("threads.count", Word::crash), faulty("threads.count", "no memory")}) {
    const Plan next = plan(lock_counter(), {report});
    EXPECT_THAT(next.ready, ElementsAre("processes.count"));
    EXPECT_THAT(next.waiting, IsEmpty());
    EXPECT_THAT(next.skipped,
                ElementsAre("threads.arguments", "threads.workers", "threads.no-race"));
  }
}

TEST(Plan, IsOverWhenAllHaveReported) {
  const Plan last = plan(lock_counter(), all_passing());
  EXPECT_THAT(last.ready, IsEmpty());
  EXPECT_THAT(last.waiting, IsEmpty());
  EXPECT_THAT(last.skipped, IsEmpty());
}

TEST(Plan, RunsOnlyWhatWasAskedForAndWhatThatNeeds) {
  const Plan first = plan(lock_counter(), {}, {"threads.workers"});
  EXPECT_THAT(first.ready, ElementsAre("threads.count"));
  EXPECT_THAT(first.waiting, ElementsAre("threads.workers"));
}

}  // namespace
}  // namespace lockstep::judge
