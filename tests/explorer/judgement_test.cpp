// The tool that tests the explorer must itself see every difference.
#include "judgement.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace lockstep::explorer_cases {
namespace {

boost::json::object race() {
  return boost::json::parse(R"({
    "verdict": "data-race", "interleavings": 7, "exhausted": false,
    "findings": [{"kind": "data-race", "verdict": "data-race", "message": "two threads",
                  "replay": "3f9a", "places": [{"file": "a.cpp", "line": 4}]},
                 {"kind": "crash", "verdict": "crash", "message": "signal", "replay": "77",
                  "places": [{"file": "a.cpp", "line": 9}]}],
    "outcomes": [{"output": "1\n"}, {"output": "2\n"}],
    "notes": ["busy waiting with a yield"], "undecided": []})")
      .as_object();
}

Expectation wanted() {
  Expectation want;
  want.verdicts = {"data-race"};
  want.lines = {4};
  want.outcomes = {"1", "2"};
  want.interleavings = 7;
  want.exhausted = false;
  want.notes = {"busy-wait"};
  want.kinds = {"crash"};
  want.texts = {"two threads"};
  return want;
}

std::size_t wrong(const Expectation& want) { return differences(want, race(), 1, false).size(); }

TEST(ExplorerJudgement, AcceptsWhatIsPromised) { EXPECT_EQ(wrong(wanted()), 0U); }

TEST(ExplorerJudgement, SeesEachDifference) {
  Expectation want = wanted();
  want.verdicts = {"ok", "deadlock"};
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.lines = {9};  // of another finding
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.outcomes = {"1"};
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.outcomes = {"1", "2", "3"};
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.interleavings = 8;
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.exhausted = true;
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.notes = {"polling"};
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.kinds = {"hang"};
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.spurious = true;
  EXPECT_EQ(wrong(want), 1U);
  want = wanted();
  want.undecided = {"fork"};
  EXPECT_EQ(wrong(want), 1U);
}

TEST(ExplorerJudgement, ExitStatusMustFitTheVerdict) {
  EXPECT_EQ(differences(wanted(), race(), 0, false).size(), 1U);
  EXPECT_EQ(differences(wanted(), race(), 4, false).size(), 1U);
}

TEST(ExplorerJudgement, OptimisedRacesAreComparedByVerdictOnly) {
  Expectation want = wanted();
  want.lines = {9};
  want.outcomes = {"5"};
  EXPECT_TRUE(differences(want, race(), 1, true).empty());
}

TEST(ExplorerJudgement, EachReplayIsNamedOnce) {
  EXPECT_EQ(replays(race()), (std::vector<std::string>{"3f9a", "77"}));
  EXPECT_NE(essence(race(), "77"), "");
  EXPECT_EQ(essence(race(), "78"), "");
}

TEST(ExplorerExpectation, UnknownWordsAreRefused) {
  const auto file = std::filesystem::path(testing::TempDir()) / "lockstep_case.cpp";
  std::ofstream(file) << "// expect: ok\n// exhausted: yes\n// about: a\n//   b\nint main() {}\n";
  EXPECT_EQ(read_expectation(file).exhausted, true);
  std::ofstream(file) << "// expect: ok\n// exhuasted: yes\n";
  EXPECT_THROW((void)read_expectation(file), BadCase);
  std::ofstream(file) << "// about: no verdict\n";
  EXPECT_THROW((void)read_expectation(file), BadCase);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace lockstep::explorer_cases
