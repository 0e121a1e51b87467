#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/catalogue/catalogue.hpp>
#include <lockstep/catalogue/excerpt.hpp>
#include <lockstep/catalogue/suggestion.hpp>

#include "catalogue_fixture.hpp"

namespace lockstep::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Load = Exercises;
using Names = Exercises;

// ---- a correct manifest

TEST_F(Load, ReadsAllThatIsDeclared) {
  const Exercise exercise = load("ex4-lock-counter");
  EXPECT_EQ(exercise.id, "ex4");
  EXPECT_EQ(exercise.name, "lock-counter");
  EXPECT_EQ(exercise.title, "Lock counter");
  EXPECT_EQ(exercise.summary, "Many workers, one counter, nothing lost.");
  EXPECT_THAT(exercise.files, ElementsAre("lock_counter.cpp"));
  EXPECT_EQ(exercise.header(), "lock_counter.hpp");
  EXPECT_EQ(exercise.max_score(), 5);
  ASSERT_EQ(exercise.checks.size(), 2U);
  const Check& check = exercise.check("threads.no-race");
  EXPECT_EQ(check.title, "No data race between the threads");
  EXPECT_EQ(check.points, 2);
  EXPECT_THAT(check.needs, ElementsAre("threads.count"));
  EXPECT_TRUE(check.timed);
  EXPECT_EQ(check.says, "Two threads changed the counter at the same time.");
  EXPECT_EQ(check.hints.size(), 2U);
  ASSERT_EQ(exercise.mutants.size(), 1U);
  EXPECT_EQ(exercise.mutants[0].file, "mutants/no_lock.cpp");
  EXPECT_EQ(exercise.mutants[0].check, "threads.no-race");
  EXPECT_EQ(exercise.mutants[0].as, verdict::Word::data_race);
}

TEST_F(Load, WhatIsOptionalHasItsDefault) {
  const Exercise exercise = load("ex4-lock-counter");
  Limits expected;
  expected.wall = std::chrono::seconds(2);
  expected.memory = mib(64);
  EXPECT_EQ(exercise.limits, expected);
  EXPECT_EQ(expected.cpu, std::chrono::seconds(8));
  EXPECT_EQ(expected.output, kib(256));
  EXPECT_FALSE(exercise.checks[0].timed);
  EXPECT_THAT(exercise.checks[0].needs, IsEmpty());
  EXPECT_THAT(exercise.checks[0].hints, IsEmpty());
}

TEST_F(Load, TheFolderMayBeWrittenInAnyWay) {
  EXPECT_EQ(load("ex4-lock-counter/").id, "ex4");
  EXPECT_EQ(load(fs::absolute("ex4-lock-counter")).id, "ex4");
  fs::current_path("ex4-lock-counter");
  EXPECT_EQ(load(".").id, "ex4");
  fs::current_path("..");
}

TEST_F(Load, LineEndsOfWindowsAreFine) {
  std::string text;
  for (const char c : std::string_view(good)) text += c == '\n' ? "\r\n" : std::string(1, c);
  write("ex4-lock-counter/exercise.toml", text);
  EXPECT_EQ(load("ex4-lock-counter").title, "Lock counter");
}

// ---- finding exercises and checks

TEST_F(Names, AnExerciseIsFoundByIdFolderOrName) {
  const Catalogue catalogue(".");
  for (const char* name : {"ex4", "ex4-lock-counter", "lock-counter"}) {
    EXPECT_EQ(catalogue.find(name).id, "ex4") << name;
  }
}

TEST_F(Names, UnknownExerciseSaysWhichWasMeant) {
  const Catalogue catalogue(".");
  const auto error_for = [&catalogue](std::string_view name) -> std::string {
    try {
      (void)catalogue.find(name);
    } catch (const UnknownName& error) {
      return error.what();
    }
    return "found";
  };
  EXPECT_EQ(error_for("ex5"), "unknown exercise 'ex5'; did you mean 'ex4'?");
  EXPECT_EQ(error_for("EX4"), "unknown exercise 'EX4'; did you mean 'ex4'?");
  EXPECT_EQ(error_for("lock_countr"),
            "unknown exercise 'lock_countr'; did you mean 'lock-counter'?");
  EXPECT_EQ(error_for("lock"), "unknown exercise 'lock'; did you mean 'lock-counter'?");
  EXPECT_EQ(error_for("banana\x1b"), "unknown exercise 'banana\\x1b'; 'grade list' shows all");
  EXPECT_EQ(error_for(""), "unknown exercise ''; 'grade list' shows all");
}

TEST_F(Names, UnknownCheckSaysWhichWasMeant) {
  const Exercise exercise = load("ex4-lock-counter");
  try {
    (void)exercise.check("threads.norace");
    FAIL();
  } catch (const UnknownName& error) {
    EXPECT_STREQ(error.what(),
                 "ex4 has no check 'threads.norace'; did you mean 'threads.no-race'?");
  }
  try {
    (void)exercise.check("banana");
    FAIL();
  } catch (const UnknownName& error) {
    EXPECT_STREQ(error.what(),
                 "ex4 has no check 'banana'; its checks are threads.count, threads.no-race");
  }
}

TEST_F(Names, ExercisesAreSortedByNumber) {
  for (const char* folder : {"ex10-thread-pool", "ex2-creation", "ex1-list", "notes", "ex-draft"}) {
    fs::create_directories(folder);
  }
  write("ex9", "a file");
  std::vector<std::string> ids;
  const Catalogue catalogue(".");
  for (const auto& entry : catalogue.entries()) ids.push_back(entry.id);
  EXPECT_THAT(ids, ElementsAre("ex1", "ex2", "ex4", "ex10"));
}

TEST_F(Names, ABrokenManifestStopsNobodyFromAnotherExercise) {
  write("ex1-list/exercise.toml", "broken");
  const Catalogue catalogue(".");
  EXPECT_EQ(catalogue.find("ex4").id, "ex4");
  EXPECT_THROW((void)catalogue.find("ex1"), ManifestError);
  EXPECT_THROW((void)catalogue.all(), ManifestError);
}

TEST_F(Names, TwoExercisesOfOneNumberAreAnError) {
  fs::create_directories("ex4-other");
  EXPECT_THROW(Catalogue("."), ManifestError);
}

TEST_F(Names, NoFolderOfExercisesIsAnError) {
  try {
    const Catalogue catalogue("nowhere");
    FAIL();
  } catch (const ManifestError& error) {
    EXPECT_STREQ(error.what(), "nowhere: cannot be read: No such file or directory");
  }
}

// ---- excerpts and suggestions

TEST(Excerpt, TabsAndWideCharactersKeepTheCaretInPlace) {
  EXPECT_EQ(excerpt("\t\tf(a,\tb);", 7, "here"), "    f(a,    b);\n            ^ here\n");
  EXPECT_EQ(excerpt("漢字 = x", 9, ""), "    漢字 = x\n           ^\n");
}

TEST(Excerpt, ShowsTheCaretInALineThatIsTooWide) {
  const std::string line = std::string(5000, 'a') + "b" + std::string(5000, 'c');
  const std::string dots_before = "…" + std::string(23, 'a');
  EXPECT_EQ(excerpt(line, 5000, "", {4, 40}), "    " + dots_before + "b" + std::string(10, 'c') +
                                                  "…\n" + std::string(28, ' ') + "^\n");
}

TEST(Excerpt, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(excerpt("a\x1b[2Jb", 5, ""), "    a\\x1b[2Jb\n            ^\n");
}

TEST(Excerpt, AcceptsAnyOffset) {
  EXPECT_EQ(excerpt("", 7, ""), "    \n    ^\n");
  EXPECT_EQ(excerpt("  ab", 0, ""), "      ab\n    ^\n");
  EXPECT_EQ(excerpt("ab", 9, ""), "    ab\n      ^\n");
}

TEST(Suggestion, CountsEditsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("pionts", "points"), 1U);
  EXPECT_EQ(edit_distance("Data-Race", "data-race"), 0U);
}

TEST(Suggestion, NamesOnlyWhatIsNear) {
  const std::vector<std::string> words{"deadlock", "data-race", "crash"};
  EXPECT_EQ(nearest("dedlock", words), "deadlock");
  EXPECT_EQ(nearest("data_race", words), "data-race");
  EXPECT_EQ(nearest("dead", words), "deadlock");
  EXPECT_EQ(nearest("banana", words), std::nullopt);
  EXPECT_EQ(nearest("", words), std::nullopt);
  EXPECT_EQ(nearest(std::string(100000, 'a'), words), std::nullopt);
}

}  // namespace
}  // namespace lockstep::catalogue
