// What may be said about coverage, which reports are refused, symbols, and replays as lanes.
#include <lockstep/explanation/check.hpp>
#include <lockstep/explanation/claim.hpp>
#include <lockstep/explanation/lanes.hpp>
#include <lockstep/explanation/symbols.hpp>

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exploration_fixture.hpp"

namespace lockstep::explanation {
namespace {

using report::ClaimMade;
using report::CoverageName;
using report::Request;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Report explored(std::vector<ClaimMade> claims) {
  Report report;
  report.executions = report.complete = 300;
  report.exhausted = true;
  report.claims = std::move(claims);
  return report;
}

// --- claims

TEST(Claims, AreExactlyTheSentencesThatMayBePrinted) {
  EXPECT_THAT(claims(explored({{CoverageName::all, 0, 0, 0, 252},
                               {CoverageName::preemptions, 2, 0, 0, 0},
                               {CoverageName::probability, 0, 3, 0.001, 0}})),
              ElementsAre("all 252 interleavings explored",
                          "all executions with at most 2 preemptions explored",
                          "each bug of depth <= 3 would have been hit with probability >= 99.9 %"));
}

TEST(Claims, AllIsNotClaimedWhereSomethingWasNotModelledOrNotExhausted) {
  Report unmodelled = explored({{CoverageName::all, 0, 0, 0, 252}});
  unmodelled.undecided = {"fork"};
  EXPECT_THAT(claims(unmodelled), IsEmpty());
  EXPECT_FALSE(exhausted(unmodelled));
  Report cut = explored({{CoverageName::all, 0, 0, 0, 252}});
  cut.exhausted = false;
  EXPECT_THAT(claims(cut), IsEmpty());
}

TEST(Claims, WeakAtomicsAddOlderValues) {
  Report weak =
      explored({{CoverageName::all, 0, 0, 0, 252}, {CoverageName::preemptions, 2, 0, 0, 0}});
  weak.notes = {"weak-atomics"};
  EXPECT_THAT(
      claims(weak),
      ElementsAre("all 252 interleavings explored, with all older values that loads may read",
                  "all executions with at most 2 preemptions or older values read explored"));
}

TEST(Claims, OneIsSingular) {
  EXPECT_THAT(
      claims(explored({{CoverageName::all, 0, 0, 0, 1}, {CoverageName::preemptions, 1, 0, 0, 0}})),
      ElementsAre("all interleavings explored (there is only 1)",
                  "all executions with at most 1 preemption explored"));
}

TEST(Claims, AProbabilityIsNeverRoundedUp) {
  EXPECT_THAT(claims(explored({{CoverageName::probability, 0, 2, 0.00199, 0}})),
              ElementsAre(HasSubstr(">= 99.8 %")));
  EXPECT_THAT(claims(explored({{CoverageName::probability, 0, 2, 1e-12, 0}})),
              ElementsAre(HasSubstr(">= 99.9 %")));
  EXPECT_THAT(claims(explored({{CoverageName::probability, 0, 2, 0.9, 0}})), IsEmpty());
}

TEST(Undecided, SaysWhyAndNamesFunctions) {
  Report report;
  report.undecided = {"fork", "pthread_kill", "two runs \x1b differ"};
  EXPECT_THAT(undecided(report),
              ElementsAre("undecided: it starts processes, which are not explored yet",
                          "undecided: it uses pthread_kill, which is not explored yet",
                          "undecided: two runs \\x1b differ"));
}

// --- reports that cannot be true

std::string refusal(const Report& report, const Request& request = {}) {
  try {
    check(report, request);
  } catch (const ImplausibleReport& error) {
    return error.what();
  }
  return "";
}

TEST(Check, AcceptsWhatTheOtherTestsUse) {
  EXPECT_EQ(refusal(report_with(finding(FindingKind::data_race, {access(1, true, 207)}))), "");
  EXPECT_EQ(refusal(explored({{CoverageName::all, 0, 0, 0, 252}})), "");
}

TEST(Check, RefusesNumbersThatContradictEachOther) {
  Report report = explored({});
  report.complete = 301;
  EXPECT_EQ(refusal(report), "more executions are complete than were made");
  report = explored({{CoverageName::all, 0, 0, 0, 301}});
  EXPECT_EQ(refusal(report), "more interleavings claimed than were executed");
  report = report_with(finding(FindingKind::deadlock, {}));
  report.findings[0].first_found = 253;
  EXPECT_EQ(refusal(report), "a finding lies past the last execution");
  report = explored({{CoverageName::probability, 0, 3, std::nan(""), 0}});
  EXPECT_EQ(refusal(report), "a probability is not between 0 and 1");
}

TEST(Check, RefusesTasksAndKindsThatDoNotExist) {
  EXPECT_EQ(refusal(report_with(finding(FindingKind::data_race, {access(2'000'000, true, 207)}))),
            "a task's number is too large");
  Participant strange = access(1, true, 207);
  strange.kind = 200;
  EXPECT_EQ(refusal(report_with(finding(FindingKind::data_race, {strange}))),
            "an operation is of no known kind");
  Report report = explored({});
  report.tasks = {{}, {1, {}, 0}};
  EXPECT_EQ(refusal(report), "a task was created by one that came later");
}

TEST(Check, RefusesIdsThatAShellWouldRead) {
  Finding odd = finding(FindingKind::data_race, {});
  odd.id = "x;rm";
  EXPECT_THAT(refusal(report_with(odd)), HasSubstr("an id holds other characters"));
}

TEST(Check, AReplayMustBeTheOneThatWasAskedFor) {
  Request request;
  request.replay = "0000";
  EXPECT_EQ(refusal(report_with(finding(FindingKind::data_race, {})), request),
            "the replay is of another finding");
  EXPECT_EQ(refusal(Report{}, request), "");
}

TEST(Check, StepsOfAReplayIncrease) {
  Finding replay = finding(FindingKind::data_race, {});
  replay.events = {event(2, 0, Kind::start, 0, 101), event(1, 0, Kind::end, 0, 101)};
  EXPECT_EQ(refusal(report_with(replay)), "the steps of a replay do not increase");
}

// --- symbols

std::optional<std::string> own(std::string_view path) {
  constexpr std::string_view folder = "/lockstep/submission/";
  if (!path.starts_with(folder)) return std::nullopt;
  return std::string(path.substr(folder.size()));
}

TEST(Symbols, InlinedFramesComeInnermostFirst) {
  const Resolved resolved = read_symbols(
      "0x0000000000001189\n"
      "std::vector<int, std::allocator<int> >::push_back(int const&)\n"
      "/usr/include/c++/12/bits/stl_vector.h:1276\n"
      "add(int)\n"
      "/lockstep/submission/a.cpp:7 (discriminator 2)\n"
      "0x00000000000011a0\n"
      "??\n"
      "??:0\n",
      own);
  EXPECT_THAT(resolved.code.at(0x1189),
              ElementsAre(Frame{"stl_vector.h", 1276,
                                "std::vector<int, std::allocator<int> >::push_back", false},
                          Frame{"a.cpp", 7, "add", true}));
  EXPECT_THAT(resolved.code.at(0x11a0), ElementsAre(Frame{"??", 0, "", false}));
}

TEST(Symbols, LambdasAreNamedByWhereTheyStand) {
  const Resolved resolved = read_symbols(
      "0x1\nmain::{lambda()#1}::operator()() const\n/lockstep/submission/a.cpp:3\n", own);
  EXPECT_EQ(resolved.code.at(1).front().function, "a lambda in main");
  const Resolved called = read_symbols(
      "0x1\nstd::thread::_State_impl<std::thread::_Invoker<std::tuple<main::{lambda()#1}> > "
      ">::_M_run()\n/lockstep/submission/a.cpp:3\n",
      own);
  EXPECT_EQ(called.code.at(1).front().function, "a lambda in main");
  const Resolved inlined = read_symbols(
      "0x1\noperator()\n/lockstep/submission/a.cpp:3\n"
      "std::invoke_impl<void, run(std::string const&, int)::{lambda()#2}>(run)\n/usr/x.h:9\n"
      "0x2\noperator()\n/lockstep/submission/a.cpp:9\ncall<Functor>(Functor)\n/usr/x.h:9\n",
      own);
  EXPECT_EQ(inlined.code.at(1).front().function, "a lambda in run");
  EXPECT_EQ(inlined.code.at(2).front().function, "operator()");
}

TEST(Symbols, AnInlinedLambdaHasTheSameNameWhoeverTellsIt) {
  const auto from_table = read_symbols(
      "0x1\nstd::thread::_Invoker<std::tuple<main::{lambda()#2}> >::_M_run()\na.cpp:7\n", own);
  const auto from_debugging = read_symbols(
      "0x1\noperator()\na.cpp:7\n__invoke_impl<void, main()::<lambda()> >\ninvoke.h:61\n", own);
  EXPECT_EQ(from_table.code.at(1).front().function, "a lambda in main");
  EXPECT_EQ(from_debugging.code.at(1).front().function, "a lambda in main");
}

TEST(Symbols, GarbageIsPassedOver) {
  EXPECT_THAT(read_symbols("nonsense\nmore\n", own).code, IsEmpty());
  EXPECT_EQ(read_symbols("0x1\n", own).code.at(1).size(), 0U);
  EXPECT_EQ(read_symbols("0x1\nf\n", own).code.at(1).front().function, "f");
}

TEST(Symbols, VariablesOfTheProgramAreToldFromThoseOfLibraries) {
  const auto variables = read_variables(
      "program:     file format elf64-x86-64\n\nSYMBOL TABLE:\n"
      "0000000000404080 g     O .bss\t0000000000000004              counter\n"
      "0000000000404090 l     O .data\t0000000000000008              work()::calls\n"
      "00000000004040a0 gw    O .data\t0000000000000008              .hidden shared<int>\n"
      "0000000000404100 g     O .bss\t0000000000000110              std::nothrow@GLIBCXX_3.4\n"
      "0000000000401136 g     F .text\t000000000000001b              main\n"
      "0000000000402000 l     O .rodata\t0000000000000004              limit\n"
      "0000000000000000       F *UND*\t0000000000000000              printf\n"
      "0000000000404080 g     O .bss\n"
      "0000000000404200 g     O .bss\t0000000000000008              "
      "lockstep::explorer::runtime::core\n");
  ASSERT_EQ(variables.size(), 3U);
  EXPECT_EQ(variables.at(0x4040a0).name, "shared<int>");
  EXPECT_EQ(variables.at(0x404080).name, "counter");
  EXPECT_EQ(variables.at(0x404090).name, "work()::calls");
}

TEST(Symbols, VariablesAreCalledAsTheProgramCallsThem) {
  const auto variables = read_variables(
      "0000000000404080 g     O .bss\t0000000000000018              jobs[abi:cxx11]\n"
      "0000000000404100 g     O .bss\t0000000000000110              std::cout@GLIBCXX_3.4\n");
  ASSERT_EQ(variables.size(), 2U);
  EXPECT_EQ(variables.at(0x404080).name, "jobs");
  EXPECT_EQ(variables.at(0x404100).name, "std::cout");
}

TEST(Symbols, EachAddressIsAskedForOnce) {
  Report report =
      report_with(finding(FindingKind::data_race, {access(1, true, 207), access(2, true, 207)}));
  report.findings[0].participants[0].held = {{1, {205, 0}}};
  EXPECT_THAT(addresses_in(report), ElementsAre(130U, 131U, 200U, 205U, 207U));
  const std::vector<std::uint64_t> two{16, 255};
  EXPECT_EQ(addresses_file(two), "0x10\n0xff\n");
}

// --- lanes

TEST(Lanes, EachStepIsToldInWordsWithItsValue) {
  Finding replay =
      finding(FindingKind::deadlock, {holding(doing(1, Kind::lock, 0x20, 211), 0x10, 210),
                                      holding(doing(2, Kind::lock, 0x10, 221), 0x20, 220)});
  replay.events = {event(1, 0, Kind::start, 0, 101),
                   event(2, 0, Kind::create, 1, 130),
                   event(3, 1, Kind::lock, 0x10, 210),
                   event(4, 2, Kind::lock, 0x20, 220),
                   event(5, 1, Kind::read, 0x5000, 207, std::string("\3\0\0\0", 4)),
                   event(6, 1, Kind::store, 0x5000, 207, std::string("\xff\xff\xff\xff", 4)),
                   event(7, 2, Kind::wait_end, 0x30, 207)};
  replay.events[4].racing = true;
  replay.events[6].late = true;
  const Report report = report_with(replay);
  const Lanes shown = lanes(report.findings[0], report, everywhere());
  std::vector<std::string> words;
  for (const Row& row : shown.rows) words.push_back(row.words);
  EXPECT_THAT(words, ElementsAre("starts", "creates thread 1", "locks lock A", "locks lock B",
                                 "reads 3", "stores -1", "goes on, not notified"));
  EXPECT_TRUE(shown.rows[4].racing);
  EXPECT_EQ(shown.rows[2].place.where(), "a.cpp:10");
  EXPECT_THAT(
      shown.end_state,
      ElementsAre("thread 1: holds lock A (taken at a.cpp:10), waits at a.cpp:11 for lock B",
                  "thread 2: holds lock B (taken at a.cpp:20), waits at a.cpp:21 for lock A"));
}

TEST(Lanes, VariablesAndTheEarlierAccessOfARace) {
  Participant earlier = access(1, true, 207);
  earlier.object = 0x5004;
  Participant later = access(2, false, 208);
  later.object = 0x5004;
  later.step = 4;
  later.value = std::string("\3\0\0\0", 4);
  Finding race = finding(FindingKind::data_race, {earlier, later});
  race.events = {event(1, 1, Kind::write, 0x5000, 207), event(2, 1, Kind::write, 0x5000, 207),
                 event(3, 1, Kind::lock, 0x6000, 210), event(4, 2, Kind::read, 0x5000, 208)};
  race.events[3].racing = true;
  const Report report = report_with(race);
  Resolved resolved = everywhere();
  resolved.variables = {{0x5004, {4, "counter"}}, {0x6000, {40, "m"}}};
  const Lanes shown = lanes(report.findings[0], report, resolved);
  EXPECT_EQ(shown.rows[0].words, "writes counter");
  EXPECT_FALSE(shown.rows[0].racing);
  EXPECT_TRUE(shown.rows[1].racing);
  EXPECT_EQ(shown.rows[2].words, "locks m");
  EXPECT_EQ(shown.rows[3].words, "reads counter = 3");
}

}  // namespace
}  // namespace lockstep::explanation
