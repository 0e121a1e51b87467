// Which result counts for whom, through kills, versions and decisions.
#include <lockstep/store/ledger.hpp>
#include <lockstep/store/reader.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Store : public ::testing::Test {
 protected:
  Store() : folder(std::filesystem::path(::testing::TempDir()) / name()) {
    std::filesystem::remove_all(folder);
    reopen();
  }
  ~Store() override {
    ledger.reset();
    std::filesystem::remove_all(folder);
  }

  static std::string name() {
    return "store-" + std::to_string(::getpid()) + "-" +
           ::testing::UnitTest::GetInstance()->current_test_info()->name();
  }

  /// As after a kill: nothing is told to the old one.
  void reopen() {
    ledger.reset();
    ledger = std::make_unique<Ledger>(folder, Subject{"ex3", "Queue", 20});
  }

  void begin(const std::string& exercise = "v1", Work work = {}, Counts counts = Counts::latest) {
    ledger->begin_run({"g", exercise, "c"}, counts, work, "host");
  }

  static Entrant who(const std::string& student, const std::vector<std::string>& contents) {
    Entrant entrant;
    entrant.student = student;
    for (const std::string& each : contents) {
      Attempt attempt;
      attempt.label = "of " + each;
      attempt.content = each;
      attempt.files = {{"a.cpp", each}};
      entrant.attempts.push_back(attempt);
    }
    return entrant;
  }

  void take_in(const std::vector<Entrant>& all) {
    ledger->take_in([&](const auto& enter) {
      for (const Entrant& each : all) enter(each);
    });
    ledger->settle();
  }

  void grade(const std::string& content, int score, State state = State::graded) {
    Graded graded;
    graded.state = state;
    if (state != State::fault) graded.score = score;
    if (state == State::fault) graded.reason = "no compiler";
    graded.outline = "points " + std::to_string(score);
    ledger->add(content, graded);
  }

  Standing standing(const std::string& student) {
    return Reader(folder).standing(student).value_or(Standing{});
  }

  std::filesystem::path folder;
  std::unique_ptr<Ledger> ledger;
};

TEST_F(Store, GradesEachContentOnceHoweverManyHandedItIn) {
  begin();
  take_in({who("ada", {"x"}), who("bob", {"x"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("x"));
  grade("x", 7);
  EXPECT_EQ(standing("ada").score, 7);
  EXPECT_EQ(standing("bob").score, 7);
  EXPECT_THAT(ledger->to_grade(), IsEmpty());
}

TEST_F(Store, GoesOnAfterAKillWithWhatIsLeft) {
  begin();
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  grade("x", 7);
  reopen();
  begin();
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("y"));
}

TEST_F(Store, CarriesOnARunOfEverythingThatWasKilled) {
  begin();
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  grade("x", 7);
  grade("y", 7);
  ledger->end_run();
  begin("v1", {.all = true});
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("x", "y"));
  grade("x", 7);
  reopen();
  begin("v1", {.all = true});
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("y"));
  grade("y", 7);
  ledger->end_run();
  begin("v1", {.all = true});
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("x", "y"));
}

TEST_F(Store, AnotherVersionOnlyProposes) {
  begin();
  take_in({who("ada", {"x"})});
  grade("x", 7);
  begin("v2");
  take_in({who("ada", {"x"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("x"));
  grade("x", 3);
  EXPECT_EQ(standing("ada").score, 7);
  ASSERT_EQ(ledger->proposals().size(), 1U);
  EXPECT_EQ(ledger->proposals().front().after.score, 3);
  EXPECT_EQ(ledger->apply({}), 1U);
  EXPECT_EQ(standing("ada").score, 3);
  EXPECT_THAT(ledger->proposals(), IsEmpty());
}

TEST_F(Store, WhatWasDiscardedIsNotProposedAgain) {
  begin();
  take_in({who("ada", {"x"})});
  grade("x", 7);
  begin("v2");
  take_in({who("ada", {"x"})});
  grade("x", 3);
  EXPECT_EQ(ledger->discard({"ada"}), 1U);
  begin("v2", {.all = true});
  take_in({who("ada", {"x"})});
  grade("x", 3);
  EXPECT_THAT(ledger->proposals(), IsEmpty());
  EXPECT_EQ(standing("ada").score, 7);
}

TEST_F(Store, TheSamePointsAndVerdictsTakeEffectUnasked) {
  begin();
  take_in({who("ada", {"x"})});
  grade("x", 7);
  begin("v2");
  take_in({who("ada", {"x"})});
  grade("x", 7);
  EXPECT_THAT(ledger->proposals(), IsEmpty());
  EXPECT_EQ(standing("ada").versions.exercise, "v2");
}

TEST_F(Store, WhatIsHandedInAnewCountsAndIsSeen) {
  begin();
  take_in({who("ada", {"x"})});
  grade("x", 7);
  begin();
  take_in({who("ada", {"x", "y"})});
  EXPECT_EQ(standing("ada").score, 7);  // until the new one is graded
  grade("y", 3);
  EXPECT_EQ(standing("ada").score, 3);
  EXPECT_EQ(standing("ada").attempt, "of y");
  ASSERT_EQ(ledger->changes_of_this_run().size(), 1U);
  EXPECT_EQ(ledger->changes_of_this_run().front().before->score, 7);
}

TEST_F(Store, TheBestAttemptCountsOnceAllAreGraded) {
  begin("v1", {}, Counts::best);
  take_in({who("ada", {"x", "y", "z"})});
  grade("x", 9);
  grade("z", 5);
  EXPECT_EQ(standing("ada").score, std::nullopt);
  grade("y", 9);
  EXPECT_EQ(standing("ada").attempt, "of y");  // the later one of two that are as good
}

TEST_F(Store, AFaultIsNoGradeAndTakesNoneAway) {
  begin();
  take_in({who("ada", {"x"})});
  grade("x", 0, State::fault);
  EXPECT_EQ(standing("ada").state, State::fault);
  EXPECT_EQ(standing("ada").points(), std::nullopt);
  EXPECT_EQ(standing("ada").problem, "no compiler");
  EXPECT_THAT(ledger->to_grade(), IsEmpty());
  begin("v1", {.retry_faults = true});
  take_in({who("ada", {"x"})});
  EXPECT_THAT(ledger->to_grade(), ElementsAre("x"));
  grade("x", 7);
  EXPECT_EQ(standing("ada").score, 7);
  begin("v2");
  take_in({who("ada", {"x"})});
  grade("x", 0, State::fault);
  EXPECT_EQ(standing("ada").score, 7);
  EXPECT_TRUE(standing("ada").newest_is_fault);
}

TEST_F(Store, AnOverrideStandsAboveEverything) {
  begin();
  take_in({who("ada", {"x"})});
  ledger->override_points("ada", {12, "Prof", "ill", ""});
  grade("x", 7);
  EXPECT_EQ(standing("ada").points(), 12);
  EXPECT_EQ(standing("ada").score, 7);
  EXPECT_TRUE(ledger->take_back_override("ada", "Prof", "mix-up"));
  EXPECT_FALSE(ledger->take_back_override("ada", "Prof", "mix-up"));
  EXPECT_EQ(standing("ada").points(), 7);
}

TEST_F(Store, WhoWasOnlyOnTheRosterIsNotThereTwice) {
  begin();
  take_in({who("ada@x", {})});
  begin();
  take_in({who("lovelace_12", {"x"})});
  EXPECT_EQ(Reader(folder).standings().size(), 1U);
}

TEST_F(Store, WhoHandedInStaysWhenTheFolderIsGone) {
  begin();
  take_in({who("ada", {"x"}), who("bob", {"y"})});
  grade("x", 7);
  begin();
  take_in({who("bob", {"y"})});
  EXPECT_EQ(standing("ada").score, 7);
  EXPECT_THAT(standing("ada").remarks, ElementsAre(HasSubstr("not among the submissions")));
  EXPECT_THAT(ledger->to_grade(), ElementsAre("y"));
}

TEST_F(Store, StudentsAreFoundByWhatIsTheirsAlone) {
  begin();
  Entrant ada = who("lovelace_12", {});
  ada.identity.login = "ada";
  ada.identity.name = "Ada";
  Entrant other = who("other_13", {});
  other.identity.name = "Ada";
  take_in({ada, other});
  EXPECT_EQ(ledger->find_student("ada"), "lovelace_12");
  EXPECT_THROW(static_cast<void>(ledger->find_student("Ada")), UnknownStudent);
  EXPECT_THROW(static_cast<void>(ledger->find_student("")), UnknownStudent);
}

TEST_F(Store, HoldsOneExercise) {
  EXPECT_THROW(Ledger(folder, Subject{"ex4", "Lock", 20}), NoStore);
  EXPECT_THROW(Reader(folder / "elsewhere"), NoStore);
}

TEST_F(Store, IsGradedIntoByOne) {
  std::string holder;
  const auto first = Lock::take(folder, holder);
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(Lock::take(folder, holder).has_value());
  EXPECT_THAT(holder, HasSubstr(std::to_string(::getpid())));
}

}  // namespace
}  // namespace lockstep::store
