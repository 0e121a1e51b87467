// What students read about each kind of finding, word for word.
#include <lockstep/explanation/finding.hpp>

#include <csignal>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lockstep/explanation/kinds.hpp>
#include <lockstep/explorer/operation.hpp>

#include "exploration_fixture.hpp"

namespace lockstep::explanation {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Explanation explained(Finding finding) {
  const Report report = report_with(std::move(finding));
  return explain(report, everywhere()).front();
}

std::string message_of(Finding finding) { return explained(std::move(finding)).message; }

std::vector<std::string> places_of(const Explanation& explanation) {
  std::vector<std::string> result;
  for (const Place& place : explanation.places) result.push_back(place.where() + " " + place.role);
  return result;
}

// --- data races

TEST(DataRace, BothPlacesAreNamedAndNoLock) {
  Participant reader = access(0, false, 112);
  reader.value = std::string("\3\0\0\0", 4);
  const Explanation race =
      explained(finding(FindingKind::data_race, {access(1, true, 207), reader}));
  EXPECT_EQ(
      race.message,
      "thread 1 wrote 4 bytes at a.cpp:7 while main read them at a.cpp:12. Nothing orders the "
      "two: no lock is held by both.");
  EXPECT_THAT(places_of(race), ElementsAre("a.cpp:7 thread 1 wrote it here",
                                           "a.cpp:12 main read it here (it was 3)"));
  EXPECT_EQ(race.replay, "3f9a");
}

TEST(DataRace, ThePlaceThatIsTheSameIsNamedOnce) {
  EXPECT_THAT(
      message_of(finding(FindingKind::data_race, {access(1, true, 207), access(2, true, 207)})),
      HasSubstr("thread 1 wrote 4 bytes at a.cpp:7 while thread 2 wrote them there."));
}

TEST(UseAfterReturn, TheOwnerIsToldWithWhereItWasByThen) {
  Participant left = access(0, false, 112);
  left.kind = static_cast<std::uint8_t>(explorer::Kind::start);
  const Explanation use =
      explained(finding(FindingKind::use_after_return, {left, access(1, false, 207)}));
  EXPECT_EQ(use.headline, "a local variable was used after its function had returned");
  EXPECT_EQ(use.message,
            "thread 1 read a local variable at a.cpp:7 of a function of main that had returned: "
            "main was at a.cpp:12 by then.");
  EXPECT_THAT(places_of(use),
              ElementsAre("a.cpp:7 thread 1 read it here", "a.cpp:12 main was here by then"));
}

TEST(UseAfterReturn, AThreadThatHasEndedIsNowhere) {
  Participant left = access(2, false, 112);
  left.kind = static_cast<std::uint8_t>(explorer::Kind::end);
  EXPECT_EQ(message_of(finding(FindingKind::use_after_return, {left, access(0, true, 207)})),
            "main wrote a local variable at a.cpp:7 of a function of thread 2 that had returned: "
            "thread 2 had ended.");
}

TEST(DataRace, DifferentLocksAreSaidToBeDifferent) {
  EXPECT_THAT(
      message_of(finding(FindingKind::data_race, {holding(access(1, true, 207), 0x10, 206),
                                                  holding(access(2, true, 207), 0x20, 205)})),
      EndsWith("Nothing orders the two: thread 1 held lock A (taken at a.cpp:6), thread 2 held "
               "lock B (taken at a.cpp:5)."));
}

TEST(DataRace, WhatTheEarlierOneHeldIsNotGuessed) {
  EXPECT_THAT(
      message_of(finding(FindingKind::data_race,
                         {access(1, true, 207), holding(access(2, false, 209), 0x10, 206)})),
      EndsWith("thread 2 held the lock (taken at a.cpp:6), which did not keep thread 1 out."));
}

TEST(DataRace, ASharedReadersLockDoesNotProtect) {
  EXPECT_THAT(
      message_of(finding(FindingKind::data_race, {holding(access(1, true, 207), 0x10, 206),
                                                  holding(access(2, true, 207), 0x10, 206)})),
      EndsWith("both hold the lock, but a lock that is taken for reading lets other readers in."));
}

TEST(DataRace, AVariableIsCalledByItsName) {
  Resolved resolved = everywhere();
  resolved.variables = {{0x5000, {4, "counter"}}, {0x6000, {40, "m"}}};
  const Report report = report_with(finding(
      FindingKind::data_race, {access(1, true, 207), holding(access(2, true, 207), 0x6000, 206)}));
  EXPECT_EQ(
      explain(report, resolved).front().message,
      "thread 1 wrote `counter` at a.cpp:7 while thread 2 wrote it there. Nothing orders the two: "
      "thread 2 held lock `m` (taken at a.cpp:6), which did not keep thread 1 out.");
  resolved.variables = {{0x4ff0, {400, "counters"}}};
  EXPECT_THAT(explain(report, resolved).front().message, HasSubstr("wrote part of `counters` at"));
}

TEST(UseAfterFree, WhoFreesIsNamedFirst) {
  const Explanation use = explained(
      finding(FindingKind::use_after_free, {access(1, false, 207), access(0, true, 112)}));
  EXPECT_THAT(use.message,
              HasSubstr("main freed memory at a.cpp:12, and nothing makes it wait until "
                        "thread 1 is done with it at a.cpp:7."));
  EXPECT_EQ(word(use.kind), verdict::Word::data_race);
}

// --- deadlocks

Finding crossed_locks() {
  return finding(FindingKind::deadlock,
                 {doing(0, Kind::join, 1, 140), holding(doing(1, Kind::lock, 0x20, 211), 0x10, 210),
                  holding(doing(2, Kind::lock, 0x10, 221), 0x20, 220)});
}

TEST(Deadlock, TheCycleIsToldFromWhereItIsEntered) {
  const Explanation deadlock = explained(crossed_locks());
  EXPECT_EQ(
      deadlock.message,
      "nothing can go on any more: main waits at a.cpp:40 for the end of thread 1, which waits at "
      "a.cpp:11 for lock B taken at a.cpp:20 by thread 2, which waits at a.cpp:21 for lock A taken "
      "at a.cpp:10 by thread 1.");
  EXPECT_THAT(
      places_of(deadlock),
      ElementsAre("a.cpp:40 main waits here for the end of thread 1",
                  "a.cpp:10 thread 1 took lock A here", "a.cpp:11 thread 1 waits here for lock B",
                  "a.cpp:20 thread 2 took lock B here", "a.cpp:21 thread 2 waits here for lock A"));
  EXPECT_THAT(deadlock.advice, HasSubstr("std::scoped_lock"));
}

TEST(Deadlock, PartialIsSaidToBeSo) {
  Finding partial = crossed_locks();
  partial.partial = true;
  EXPECT_THAT(message_of(partial), HasSubstr("some threads can never go on, while others do: "));
}

TEST(Deadlock, WithoutMainItIsNotSaidThatNothingGoesOn) {
  Finding detached = crossed_locks();
  detached.participants.erase(detached.participants.begin());
  EXPECT_THAT(message_of(detached), HasSubstr("some threads can never go on: thread 1 waits"));
}

TEST(Livelock, WhoOnlyWaitsIsNotSaidToBeBusy) {
  EXPECT_EQ(
      message_of(finding(FindingKind::livelock,
                         {doing(0, Kind::join, 1, 140), doing(1, Kind::load, 0, 207)})),
      "thread 1 at a.cpp:7 tries again and again, and what it waits for can no longer happen. "
      "Therefore main waits at a.cpp:40 for the end of thread 1.");
}

TEST(Deadlock, ALockTakenTwiceByOneThread) {
  EXPECT_THAT(message_of(finding(FindingKind::deadlock,
                                 {holding(doing(0, Kind::lock, 0x10, 111), 0x10, 110)})),
              EndsWith("main waits at a.cpp:11 for the lock, which it holds itself: it took it at "
                       "a.cpp:10."));
}

TEST(Deadlock, ALockWhoseOwnerHasEnded) {
  EXPECT_THAT(message_of(finding(FindingKind::deadlock, {doing(0, Kind::lock, 0x10, 111)})),
              HasSubstr("which none of those that are left holds: who took it has ended without "
                        "unlocking"));
}

TEST(Deadlock, WaitingForANotificationThatNobodyCanSend) {
  const Explanation deadlock = explained(finding(
      FindingKind::deadlock, {doing(0, Kind::join, 1, 140), doing(1, Kind::wait_end, 0x30, 215)}));
  EXPECT_EQ(
      deadlock.message,
      "nothing can go on any more: main waits at a.cpp:40 for the end of thread 1, which waits at "
      "a.cpp:15 to be notified (condition variable), and nobody is left to do it.");
  EXPECT_THAT(deadlock.advice, Not(HasSubstr("scoped_lock")));
}

TEST(Deadlock, WaitingForAPipeThatNobodyWritesInto) {
  const Explanation deadlock = explained(finding(
      FindingKind::deadlock, {doing(0, Kind::join, 1, 140), doing(1, Kind::receive, 4, 215)}));
  EXPECT_EQ(
      deadlock.message,
      "nothing can go on any more: main waits at a.cpp:40 for the end of thread 1, which waits at "
      "a.cpp:15 for data in the pipe, and nobody is left to write any or to close the other end.");
  EXPECT_THAT(deadlock.advice, HasSubstr("every write end is closed"));
}

TEST(Deadlock, TwoChannelsAreToldApartAndTheWaysOfOneAreNot) {
  const auto message = [](std::uint64_t first, std::uint64_t second) {
    return message_of(finding(FindingKind::deadlock, {doing(1, Kind::send, first, 207),
                                                      doing(2, Kind::send, second, 212)}));
  };
  EXPECT_THAT(message(4, 8), HasSubstr("for room in pipe B, and nobody is left to read from it."));
  EXPECT_THAT(message(6, 7), HasSubstr("thread 2 waits at a.cpp:12 for room in the socket pair,"));
}

TEST(Deadlock, WhoIsOutsideTheChainIsToldApart) {
  Finding two = crossed_locks();
  two.participants.push_back(doing(3, Kind::lock, 0x10, 250));
  EXPECT_THAT(message_of(two),
              EndsWith("; thread 3 waits at a.cpp:50 for lock A taken at a.cpp:10 by thread 1."));
}

TEST(LostWakeup, TheNotificationThatCameTooEarlyIsNamed) {
  const Explanation lost =
      explained(finding(FindingKind::lost_wakeup,
                        {doing(1, Kind::wait_end, 0x30, 215), doing(2, Kind::notify_one, 0x30, 225),
                         doing(0, Kind::join, 1, 140)}));
  EXPECT_EQ(
      lost.message,
      "thread 1 waits at a.cpp:15 to be notified (condition variable), and nobody will do it any "
      "more: thread 2 notified at a.cpp:25 too early, when nobody was waiting yet. Therefore main "
      "waits at a.cpp:40 for the end of thread 1.");
  EXPECT_THAT(places_of(lost), ElementsAre("a.cpp:25 thread 2 notified here, too early",
                                           "a.cpp:15 thread 1 waits here for ever",
                                           "a.cpp:40 main waits here for the end of thread 1"));
}

TEST(Finding, SpuriousWakeUpsAndTimeOutsAreSaidToBeNeeded) {
  Finding spurious = crossed_locks();
  spurious.spurious = true;
  EXPECT_THAT(message_of(spurious), HasSubstr("It needs a spurious wake-up"));
  Finding late = crossed_locks();
  late.timed_out = true;
  EXPECT_THAT(message_of(late), HasSubstr("It needs a timed wait that runs out of time"));
}

TEST(Finding, CrashAfterASpuriousWakeUpSaysWhichWaitAndHintsAtALoop) {
  Finding crash = crossed_locks();
  crash.kind = FindingKind::crash;
  crash.spurious = true;
  crash.late_waits = {{1, false, crash.participants[0].stack}};
  const Explanation told = explained(crash);
  EXPECT_THAT(told.message, HasSubstr("returns although nobody has notified, which is allowed"));
  EXPECT_THAT(told.advice, HasSubstr("while"));
}

TEST(Finding, AWaitAfterWhichNobodyLookedAgainIsToldWhereItMayBeTheReason) {
  const report::UncheckedWait wait{1, {215}, {{214}}, {{216}, {217}}, 7};
  Participant racing = access(1, true, 218);
  racing.step = 9;
  Finding race = finding(FindingKind::data_race, {racing, access(2, false, 225)});
  race.unchecked_waits = {wait};
  const Explanation told = explained(race);
  EXPECT_THAT(told.message, EndsWith("Before that thread 1 went on from its wait at a.cpp:15 without "
                                     "looking again at what it had waited for."));
  EXPECT_THAT(told.advice, HasSubstr("while"));
  EXPECT_THAT(places_of(told),
              Contains("a.cpp:15 thread 1 went on here, without looking again"));

  const auto is_told = [](Finding finding) {
    return message_of(finding).find("looking again") != std::string::npos;
  };
  Finding looked = race;
  looked.unchecked_waits[0].after.push_back({214});
  EXPECT_FALSE(is_told(looked));
  Finding later = race;
  later.participants[0].step = 6;
  EXPECT_FALSE(is_told(later));
  Finding others = race;
  others.unchecked_waits[0].task = 3;
  EXPECT_FALSE(is_told(others));
  Finding unknown = race;
  unknown.unchecked_waits[0].before = {{}};
  EXPECT_FALSE(is_told(unknown));
  Finding locked = crossed_locks();
  locked.unchecked_waits = {wait};
  EXPECT_FALSE(is_told(locked));
}

TEST(Finding, OldValuesThatWereReadAreToldWithTheStoreThatWasNotSeen) {
  report::OldRead read;
  read.task = 2;
  read.object = 0x5000;
  read.size = 4;
  read.value = std::string(4, '\0');
  read.newer = std::string("\1\0\0\0", 4);
  read.stack = {212};
  read.writer = 1;
  read.written_at = {108};
  read.relaxed = true;
  Finding crash = finding(FindingKind::crash, {doing(2, Kind::exit, 0, 220)});
  crash.old_reads = {read};
  EXPECT_THAT(message_of(crash),
              HasSubstr("thread 2 read 0 at a.cpp:12, although thread 1 had stored 1 there at "
                        "a.cpp:8 before. A relaxed load may see an older value"));
  EXPECT_THAT(places_of(explained(crash)), Contains("a.cpp:12 thread 2 read an older value here"));
  EXPECT_THAT(places_of(explained(crash)),
              Contains("a.cpp:8 thread 1 had stored a newer one here"));
}

TEST(Finding, OldValuesThatWereReadAfterItAreNotTold) {
  report::OldRead read;
  read.stack = {212};
  read.step = 9;
  Participant reader = doing(2, Kind::exit, 0, 220);
  reader.step = 8;
  Finding crash = finding(FindingKind::crash, {reader});
  crash.old_reads = {read};
  EXPECT_THAT(message_of(crash), Not(HasSubstr("older value")));
}

// --- values, endings, misuse

TEST(LostUpdate, TheValuesSeenAreShownMostFrequentFirst) {
  Report report =
      report_with(finding(FindingKind::lost_update, {access(1, true, 207), access(2, true, 208)}));
  report.outcomes = {{"200000\n", 0, 200, "", {}, false}, {"199998\n", 0, 52, "", {}, true}};
  report.outcome_kinds = 2;
  EXPECT_EQ(
      explain(report, everywhere()).front().message,
      "the result depends on who comes first. Values seen: {200000, 199998}. Between reading a "
      "value and writing it back at a.cpp:8, thread 2 was overtaken by thread 1 at a.cpp:7, whose "
      "change is lost.");
}

TEST(LostUpdate, ManyValuesAreCounted) {
  Report report = report_with(finding(FindingKind::lost_update, {}));
  for (int i = 0; i < 8; ++i)
    report.outcomes.push_back({std::to_string(i), i == 1 ? 3 : 0, 1, "", {}, false});
  report.outcome_kinds = 100;
  EXPECT_THAT(explain(report, everywhere()).front().message,
              HasSubstr("{0, 1 (exit status 3), 2, 3, 4, 5, … 94 more}"));
}

TEST(Crash, TheSignalIsExplainedAndTheProgramsWordsAreEscaped) {
  Finding crash = finding(FindingKind::crash, {doing(1, Kind::read, 0, 207)});
  crash.signal = SIGABRT;
  crash.text = "a.cpp:7: Assertion `n == 2' failed.\x1b[2J\n";
  EXPECT_EQ(message_of(crash),
            "thread 1 crashed at a.cpp:7 (SIGABRT: it ended itself by abort()):\n"
            "  a.cpp:7: Assertion `n == 2' failed.\\x1b[2J");
  crash.signal = SIGSEGV;
  EXPECT_THAT(message_of(crash), HasSubstr("null or dangling pointer"));
}

TEST(Crash, AnAssertionIsCalledOne) {
  Finding crash = finding(FindingKind::crash, {doing(1, Kind::exit, 0, 207)});
  crash.signal = SIGABRT;
  crash.text = "assertion failed: n == 2";
  const Explanation failed = explained(crash);
  EXPECT_EQ(failed.headline, "an assertion failed");
  EXPECT_EQ(failed.message,
            "thread 1 came upon an assertion at a.cpp:7 that did not hold:\n  n == 2");
}

TEST(Misuse, AThreadThatIsDestroyedUnjoinedNamesWhoDestroysIt) {
  Finding unjoined = finding(FindingKind::unjoined_thread, {doing(0, Kind::exit, 0, 140)});
  unjoined.signal = SIGABRT;
  EXPECT_EQ(
      message_of(unjoined),
      "main destroyed or replaced a std::thread at a.cpp:40 that was neither joined nor detached, "
      "which ends the whole program.");
}

TEST(Exception, WhoThrewItAndWhatItSaid) {
  Finding thrown = finding(FindingKind::uncaught_exception, {doing(2, Kind::read, 0, 207)});
  thrown.text = "std::system_error: Operation not permitted";
  EXPECT_THAT(message_of(thrown),
              HasSubstr("thread 2 threw an exception at a.cpp:7 that nobody caught"));
  EXPECT_THAT(message_of(thrown), EndsWith("\n  std::system_error: Operation not permitted"));
}

TEST(ExitStatus, IsAFindingWithItsNumber) {
  Finding failed = finding(FindingKind::exit_status, {});
  failed.exit_status = 3;
  EXPECT_EQ(message_of(failed), "the program ended with exit status 3.");
  EXPECT_EQ(word(FindingKind::exit_status), verdict::Word::crash);
}

TEST(Misuse, EachKindHasASentence) {
  const auto sentence = [](FindingKind kind) {
    return message_of(finding(kind, {doing(1, Kind::unlock, 0x10, 207)}));
  };
  EXPECT_EQ(sentence(FindingKind::unlock_not_owner),
            "thread 1 unlocked a mutex at a.cpp:7 that it does not hold.");
  EXPECT_EQ(sentence(FindingKind::destroyed_while_used),
            "thread 1 destroyed a lock or condition variable at a.cpp:7 that was still in use.");
  EXPECT_EQ(sentence(FindingKind::joined_twice),
            "thread 1 joined a thread at a.cpp:7 that was joined already.");
  EXPECT_EQ(
      sentence(FindingKind::unjoined_thread),
      "thread 1 (created at a.cpp:30) was neither joined nor detached when the program ended.");
  EXPECT_EQ(sentence(FindingKind::invalid_free),
            "thread 1 freed memory at a.cpp:7 that was freed already, or was never an allocation.");
}

TEST(Livelock, AllThatGoRoundAreNamed) {
  EXPECT_THAT(message_of(finding(FindingKind::livelock,
                                 {doing(1, Kind::load, 0, 207), doing(2, Kind::load, 0, 208)})),
              HasSubstr("thread 1 at a.cpp:7 and thread 2 at a.cpp:8 try again and again"));
  EXPECT_THAT(message_of(finding(FindingKind::livelock, {doing(1, Kind::load, 0, 207)})),
              HasSubstr("thread 1 at a.cpp:7 tries again and again"));
}

// --- all of them

TEST(Finding, EveryKindHasANameASentenceAndAdviceEvenWithoutParticipants) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(FindingKind::outcome); ++i) {
    const auto kind = static_cast<FindingKind>(i);
    EXPECT_TRUE(names.insert(name(kind)).second) << name(kind);
    const Explanation explanation = explained(finding(kind, {}));
    EXPECT_THAT(explanation.message, Not(IsEmpty())) << name(kind);
    EXPECT_THAT(explanation.advice, Not(IsEmpty())) << name(kind);
    EXPECT_NE(word(kind), verdict::Word::ok);
  }
}

TEST(Finding, TheGravestComesFirst) {
  Report report = report_with(finding(FindingKind::exit_status, {}));
  report.findings.push_back(finding(FindingKind::deadlock, {}));
  report.findings.push_back(finding(FindingKind::data_race, {}));
  EXPECT_THAT(explain(report, {}),
              ElementsAre(Field(&Explanation::kind, FindingKind::data_race),
                          Field(&Explanation::kind, FindingKind::deadlock),
                          Field(&Explanation::kind, FindingKind::exit_status)));
}

TEST(Finding, WhatIsFoundOfTheSameLinesIsToldOnce) {
  Report report =
      report_with(finding(FindingKind::data_race, {access(1, true, 207), access(2, false, 207)}));
  report.findings.push_back(
      finding(FindingKind::data_race, {access(1, true, 207), access(2, true, 207)}));
  report.findings.push_back(
      finding(FindingKind::data_race, {access(1, true, 207), access(2, true, 208)}));
  EXPECT_EQ(explain(report, everywhere()).size(), 2U);
}

TEST(Finding, ThreadsAreNamedWithTheLineThatCreatedThem) {
  const Explanation race =
      explained(finding(FindingKind::data_race, {access(1, true, 207), access(0, false, 112)}));
  ASSERT_EQ(race.threads.size(), 2U);
  EXPECT_EQ(race.threads[0].name, "main");
  EXPECT_FALSE(race.threads[0].created.known());
  EXPECT_EQ(race.threads[1].created.where(), "a.cpp:30");
  EXPECT_EQ(race.threads[1].created.role, "created by main");
}

TEST(Finding, AsAVerdictItKeepsItsWordAndPlaces) {
  const verdict::Finding found = to_verdict(explained(crossed_locks()));
  EXPECT_EQ(found.word, verdict::Word::deadlock);
  EXPECT_EQ(found.places.size(), 5U);
  EXPECT_EQ(found.places[1], (verdict::Place{"a.cpp", 10, "thread 1 took lock A here"}));
}

TEST(Place, TheInnermostFrameInAFileOfOnesOwnIsShown) {
  Resolved resolved;
  resolved.code[1] = {{"vector.h", 9, "push_back", false}};
  resolved.code[2] = {
      {"vector.h", 8, "emplace", false}, {"a.cpp", 4, "add", true}, {"a.cpp", 9, "main", true}};
  EXPECT_EQ(place_of({1, 2}, resolved).where(), "a.cpp:4");
  EXPECT_FALSE(place_of({1, 77}, resolved).known());
}

}  // namespace
}  // namespace lockstep::explanation
