// From a result to what the store keeps, and from two of them to a reason.
#include <lockstep/batch/outcome.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

judge::Result result_with(int points) {
  judge::Result result;
  result.exercise = "ex3";
  judge::CheckResult check;
  check.id = "threads.sums";
  check.points = points;
  check.max_points = 3;
  check.status = points > 0 ? judge::CheckStatus::passed : judge::CheckStatus::failed;
  check.verdict = points > 0 ? verdict::Word::ok : verdict::Word::wrong_result;
  result.checks = {check};
  result.score = points;
  result.measured.host = "node7";
  return result;
}

TEST(Outcome, KeepsWhatDiffersFromRunToRunApart) {
  const store::Graded graded = outcome(result_with(3));
  EXPECT_EQ(graded.score, 3);
  EXPECT_EQ(graded.host, "node7");
  EXPECT_THAT(graded.measured, HasSubstr("node7"));
  EXPECT_THAT(graded.json, Not(HasSubstr("measured")));
  EXPECT_EQ(graded.outline, "threads.sums passed 3 ok\n");
}

TEST(Outcome, OfWhatDoesNotCompileNamesTheFirstError) {
  judge::Result result = result_with(0);
  result.status = judge::Status::did_not_compile;
  result.diagnostics = {
      {judge::Severity::warning, true, "a.cpp", 3, 1, "unused variable", ""},
      {judge::Severity::error, true, "a.cpp", 7, 2, "expected ';'\nbefore '}'", ""},
      {judge::Severity::error, true, "a.cpp", 9, 2, "another", ""}};
  EXPECT_EQ(outcome(result).reason, "a.cpp:7: expected ';' before '}'");
  result.diagnostics = {{judge::Severity::error, true, "a.cpp", 0, 0, "it is empty", ""}};
  EXPECT_EQ(outcome(result).reason, "a.cpp: it is empty");
}

TEST(Outcome, OfAFaultHasNoScore) {
  judge::Result result = result_with(3);
  result.status = judge::Status::grader_fault;
  result.faults = {"no compiler", "no disk"};
  const store::Graded graded = outcome(result);
  EXPECT_EQ(graded.score, std::nullopt);
  EXPECT_EQ(graded.reason, "no compiler; no disk");
}

TEST(Outcome, OfWhatIsNoResultIsAFault) {
  for (const char* text : {"", "{}", "[1]", "{\"schema\":\"other\"}", "not json"}) {
    EXPECT_EQ(outcome(text).state, store::State::fault) << text;
  }
}

TEST(Differences, NameEachCheckWithBothSides) {
  const std::string before = outcome(result_with(3)).outline;
  const std::string after = outcome(result_with(0)).outline;
  EXPECT_THAT(differences(before, after),
              ElementsAre("threads.sums: passed 3 → failed 0 (wrong-result)"));
  EXPECT_THAT(differences(before, before), IsEmpty());
  EXPECT_THAT(differences("", after), ElementsAre(HasSubstr("new check")));
  EXPECT_THAT(differences(before, ""), ElementsAre(HasSubstr("no such check any more")));
}

TEST(Cause, NamesAllThatChanged) {
  store::Side before;
  store::Side after;
  EXPECT_EQ(cause(before, after), "nothing; graded again");
  after.versions = {"g", "e", ""};
  EXPECT_EQ(cause(before, after), "the exercise and the grader");
}

}  // namespace
}  // namespace lockstep::batch
