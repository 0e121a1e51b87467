// DPOR against the enumeration of everything.
#include <gtest/gtest.h>

#include "drive.hpp"
#include "generator.hpp"

namespace lockstep::explorer::simulator {
namespace {

using report::StrategyName;

constexpr std::uint64_t kMostExecutions = 1000;  // of the enumeration; larger programs are left out

/// `classes`: whether each class must be seen (an execution that crashes is seen once, however
/// far the others have come).
std::uint32_t compare(std::uint64_t from, std::uint64_t to, const Mix& mix, bool classes) {
  std::uint32_t compared = 0;
  for (std::uint64_t number = from; number < to; ++number) {
    const Program program = generate(number, mix);
    const Explored all =
        explore(program, StrategyName::everything, {.most = kMostExecutions, .canonicals = true});
    if (all.claim.coverage != Coverage::all) continue;
    ++compared;
    const Explored dpor =
        explore(program, StrategyName::dpor, {.most = kMostExecutions, .canonicals = true});
    const std::string what = "program " + std::to_string(number) + "\n" + text_of(program);
    EXPECT_TRUE(dpor.exhausted) << what;
    EXPECT_EQ(dpor.outcomes, all.outcomes) << what;
    EXPECT_EQ(dpor.duplicates, 0U) << what;
    EXPECT_EQ(dpor.claim.coverage, Coverage::all) << what;
    EXPECT_EQ(dpor.claim.classes, dpor.complete) << what;
    if (classes) {
      EXPECT_EQ(dpor.complete, all.canonicals.size()) << what;
    }
    if (testing::Test::HasFailure()) break;
  }
  return compared;
}

TEST(RandomPrograms, TwoTasksAgreeWithFullEnumeration) {
  EXPECT_GE(compare(0, 1500, {.tasks = 2, .instructions = 5}, true), 1000U);
}

TEST(RandomPrograms, ThreeTasksAgreeWithFullEnumeration) {
  EXPECT_GE(compare(0, 500, {.tasks = 3, .instructions = 3}, true), 200U);
}

TEST(RandomPrograms, ProgramsThatExitWhileOthersRunAgree) {
  EXPECT_GE(compare(0, 500, {.tasks = 3, .instructions = 3, .exits = true}, true), 200U);
}

TEST(RandomPrograms, ProgramsThatCrashHaveTheSameOutcomes) {
  EXPECT_GE(compare(0, 500, {.tasks = 3, .instructions = 3, .crashes = true, .exits = true}, false),
            200U);
}

}  // namespace
}  // namespace lockstep::explorer::simulator
