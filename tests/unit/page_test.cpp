// What the report for staff counts. What it looks like is tested in tests/export.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/page/page.hpp>

#include "statistics.hpp"

namespace lockstep::page {
namespace {

using ::testing::HasSubstr;
using verdict::Word;

Entry entry(std::string student, std::optional<int> points) {
  Entry result;
  result.standing.student = std::move(student);
  result.standing.state = points ? store::State::graded : store::State::fault;
  result.standing.score = points;
  return result;
}

Entry failing(std::string student, Word word, std::string message) {
  Entry result = entry(std::move(student), 0);
  judge::CheckResult check;
  check.id = "threads.no-race";
  check.status = judge::CheckStatus::failed;
  check.verdict = word;
  check.message = std::move(message);
  result.result.emplace().checks = {check};
  return result;
}

TEST(Distribution, CountsNoOneWithoutAGrade) {
  const Class all{{"ex4", "", 4}, {entry("a", std::nullopt), entry("b", 4), entry("c", 1)}};
  const Distribution found = distribution_of(all);
  EXPECT_EQ(found.graded, 2U);
  EXPECT_DOUBLE_EQ(found.mean, 2.5);
  EXPECT_DOUBLE_EQ(found.median, 2.5);
  ASSERT_EQ(found.bins.size(), 5U);
  EXPECT_EQ(found.bins[0].students, 0U);
  EXPECT_EQ(found.bins[4].students, 1U);
}

TEST(Distribution, HasRoomForEveryMaximumAndForBonusPoints) {
  for (const int most : {0, 1, 40, 41, 100, 1000}) {
    const Class all{{"ex4", "", most}, {entry("a", most + 3), entry("b", 0)}};
    const Distribution found = distribution_of(all);
    EXPECT_LE(found.bins.size(), 41U) << most;
    std::size_t students = 0;
    for (const auto& bin : found.bins) students += bin.students;
    EXPECT_EQ(students, 2U) << most;
  }
}

TEST(SameFault, CountsNumbersAndNamesForNothing) {
  const Class all{{"ex4", "", 4},
                  {failing("a", Word::data_race, "wrote `counter` at x.cpp:14 {1, 2}"),
                   failing("b", Word::data_race, "wrote `total` at x.cpp:7 {3}"),
                   failing("c", Word::deadlock, "wrote `counter` at x.cpp:14 {1, 2}"),
                   failing("d", Word::data_race, "something else")}};
  const std::vector<Group> groups = same_fault(all);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].title, "threads.no-race: data race");
  EXPECT_EQ(groups[0].entries.size(), 2U);
}

TEST(Rates, AreOfThoseInWhichTheCheckRan) {
  Class all{{"ex4", "", 4}, {}};
  for (const auto status : {judge::CheckStatus::passed, judge::CheckStatus::failed,
                            judge::CheckStatus::skipped, judge::CheckStatus::failed}) {
    all.entries.push_back(failing("x", Word::data_race, ""));
    all.entries.back().result->checks[0].status = status;
  }
  all.entries.push_back(failing("y", Word::ok, ""));
  all.entries.back().result->checks[0].status = judge::CheckStatus::skipped;
  all.entries.back().result->checks[0].undecided = true;
  const std::vector<CheckRate> rates = check_rates(all);
  ASSERT_EQ(rates.size(), 1U);
  EXPECT_NEAR(rates[0].failure_rate(), 2.0 / 3, 1e-9);
  EXPECT_EQ(rates[0].undecided, 1U);
}

TEST(Page, OfNobodyIsAPage) {
  EXPECT_THAT(html({{"ex4", "", 4}, {}}), HasSubstr("Nobody has points"));
}

TEST(Page, MarksTheLineThatAFindingNames) {
  Entry racy = failing("a", Word::data_race, "It races.");
  racy.result->checks[0].places = {{"x.cpp", 2, "one thread <wrote> it here"}};
  const std::string page = html({{"ex4", "", 4}, {racy}}, [](const Entry&) {
    return std::vector<store::SourceText>{{"x.cpp", "int a;\nint b = a < 1;\r\n"}};
  });
  EXPECT_THAT(page, HasSubstr("<mark><span class=\"line\">   2</span>  int b = a &lt; 1;</mark>  "
                              "<i>one thread &lt;wrote&gt; it here</i>"));
}

TEST(Page, HoldsOnlyTheBeginningOfWhatIsNoSource) {
  Entry bomb = failing("a", Word::data_race, "It races.");
  const std::string page = html({{"ex4", "", 4}, {bomb}}, [](const Entry&) {
    return std::vector<store::SourceText>{{"x.cpp", std::string(1U << 20U, '\0')}};
  });
  EXPECT_LT(page.size(), 500'000U);
  EXPECT_THAT(page, HasSubstr("\\x00\n…"));
}

}  // namespace
}  // namespace lockstep::page
