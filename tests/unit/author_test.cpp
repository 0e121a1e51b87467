// When a claim of an author holds.
#include <lockstep/author/section.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::author {
namespace {

using judge::CheckStatus;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using verdict::Word;

judge::CheckResult check(std::string id, CheckStatus status, Word word = Word::ok) {
  judge::CheckResult result;
  result.id = std::move(id);
  result.status = status;
  result.verdict = word;
  result.max_points = 10;
  result.points = status == CheckStatus::passed ? 10 : 0;
  return result;
}

judge::Result result(std::vector<judge::CheckResult> checks) {
  judge::Result result;
  for (const auto& each : checks) {
    result.score += each.points;
    result.max_score += each.max_points;
  }
  result.checks = std::move(checks);
  return result;
}

const catalogue::Mutant no_lock{"mutants/no_lock.cpp", "threads.no-race", Word::data_race};

TEST(AMutant, DiesByItsNamedCheckWithItsNamedVerdict) {
  const Row row =
      mutant_row(no_lock, result({check("threads.count", CheckStatus::passed),
                                  check("threads.no-race", CheckStatus::failed, Word::data_race)}));
  EXPECT_TRUE(row.ok);
  EXPECT_EQ(row.name, "no_lock");
  EXPECT_THAT(row.also, IsEmpty());
}

TEST(AMutant, MayFailMoreAfterwardsButNothingBefore) {
  const auto race = check("threads.no-race", CheckStatus::failed, Word::data_race);
  const auto count = check("threads.count", CheckStatus::failed, Word::lost_update);
  const Row after = mutant_row(no_lock, result({race, count}));
  EXPECT_TRUE(after.ok);
  EXPECT_THAT(after.also, ElementsAre("also threads.count lost-update"));
  const Row before = mutant_row(no_lock, result({count, race}));
  EXPECT_FALSE(before.ok);
  EXPECT_EQ(before.got, "threads.count lost-update");
}

TEST(AMutant, WithAnotherVerdictIsNotCaught) {
  EXPECT_FALSE(
      mutant_row(no_lock, result({check("threads.no-race", CheckStatus::failed, Word::deadlock)}))
          .ok);
}

TEST(AMutant, ThatNothingCatchesIsAFailure) {
  const Row row = mutant_row(no_lock, result({check("threads.no-race", CheckStatus::passed)}));
  EXPECT_FALSE(row.ok);
  EXPECT_EQ(row.got, "nothing failed");
}

TEST(AMutant, IsNotProvenByAFaultOfTheGrader) {
  auto faulty = result({check("threads.no-race", CheckStatus::failed, Word::data_race)});
  faulty.status = judge::Status::grader_fault;
  faulty.faults = {"no disk"};
  const Row row = mutant_row(no_lock, faulty);
  EXPECT_FALSE(row.ok);
  EXPECT_THAT(row.got, HasSubstr("no disk"));
}

TEST(ASolution, NeedsFullMarksEveryTime) {
  const auto full = result({check("a", CheckStatus::passed)});
  const auto none = result({check("a", CheckStatus::failed, Word::deadlock)});
  EXPECT_TRUE(solution_row("s", {full, full}).ok);
  const Row row = solution_row("s", {full, none});
  EXPECT_FALSE(row.ok);
  EXPECT_EQ(row.got, "full marks in 1 of 2 runs");
  EXPECT_THAT(row.also, ElementsAre(HasSubstr("run 2: 0 of 10; a deadlock")));
  EXPECT_FALSE(solution_row("s", {}).ok);
}

TEST(AStub, CompilesAndEarnsLessThanAFifth) {
  EXPECT_TRUE(stub_row(result({check("a", CheckStatus::failed, Word::wrong_result)})).ok);
  EXPECT_FALSE(stub_row(result({check("a", CheckStatus::passed)})).ok);
  auto broken = result({});
  broken.status = judge::Status::did_not_compile;
  EXPECT_FALSE(stub_row(broken).ok);
}

TEST(ATable, KeepsToTheWidthWhereSomethingFailed) {
  Section section{"ex1 x", {}};
  section.rows.push_back(unreadable_row(
      "file", "name.cpp", std::string(20, 'x') + " " + std::string(60, 'y') + "\x1b[2J"));
  const std::string text = table(section, 60);
  EXPECT_THAT(text, HasSubstr("FAIL  file      name.cpp"));
  EXPECT_THAT(text, HasSubstr("\\x1b[2J"));
  EXPECT_THAT(text, HasSubstr("0 ok, 1 FAIL"));
}

}  // namespace
}  // namespace lockstep::author
