#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/judge/judge.hpp>
#include <lockstep/report/json.hpp>
#include <lockstep/report/text.hpp>
#include <lockstep/verdict/printable.hpp>

#include "judge_fixture.hpp"

namespace lockstep::report {
namespace {

using judge::Circumstances;
using judge::Diagnostic;
using judge::Severity;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using verdict::Word;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    result.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

void expect_fits(const std::string& text, std::size_t width) {
  for (const std::string& line : lines(text)) EXPECT_LE(verdict::columns(line), width) << line;
}

judge::Result half_done() {
  verdict::CheckReport race = judge::failing(
      "threads.no-race", Word::data_race,
      "Two threads use `counter` at the same time, and nothing orders the two: no lock is held by "
      "both.\n\n  count_with_threads(2, 1) returned  1\n                           expected  2");
  race.interleavings = 7;
  race.findings[0].places = {{"lock_counter.cpp", 14, "thread 2 wrote `counter`"},
                             {"lock_counter.cpp", 14, "thread 1 was updating it"}};
  return judge::judge(judge::lock_counter(),
                      {judge::passing("threads.count"), race,
                       judge::failing("threads.workers", Word::no_threads,
                                      "count_with_threads(4, 100) started no thread."),
                       judge::passing("processes.count")});
}

std::string code_of(const std::string&, int line) { return line == 14 ? "    ++counter;" : ""; }

Diagnostic error_at(int line, std::string message) {
  return {Severity::error, true, "lock_counter.cpp", line, 3, std::move(message), "  conter += 1;"};
}

// ---- text

TEST(Text, ShowsWhatHappenedWhereAndWhatToTry) {
  EXPECT_EQ(text(half_done(), {}, code_of), R"(
 ex4  Lock counter

 – threads.arguments  -/1  skipped: it needs threads.workers
 ✓ threads.count      3/3  Title of threads.count
 ✗ threads.workers    0/2  too few threads were started
     count_with_threads(4, 100) started no thread.

 ✗ threads.no-race    0/4  data race after 7 interleavings
     Two threads use `counter` at the same time, and nothing orders the two: no
     lock is held by both.

       count_with_threads(2, 1) returned  1
                                expected  2
       lock_counter.cpp:14  thread 2 wrote `counter`
           ++counter;
       lock_counter.cpp:14  thread 1 was updating it
           ++counter;
     try:  Which lines read the counter, and which write it?

 ✓ processes.count    2/2  Title of processes.count

 5 of 12 points
 Start with threads.workers: 1 other check waits for it.

)");
}

TEST(Text, AFullScoreSaysSo) {
  const std::string report = text(judge::judge(judge::lock_counter(), judge::all_passing()), {});
  EXPECT_THAT(report, EndsWith("\n 12 of 12 points. All checks passed.\n\n"));
}

TEST(Text, FitsTheTerminal) {
  for (const int width : {40, 60, 80, 120}) {
    expect_fits(text(half_done(), {false, width}, code_of), static_cast<std::size_t>(width));
  }
  EXPECT_EQ(text(half_done(), {false, 7}), text(half_done(), {false, 40}));
}

TEST(Text, LongWordsAreCutAndLongMessagesTrimmed) {
  std::string message = std::string(300, 'x') + "\n";
  for (int i = 0; i < 100; ++i) message += "line\n";
  const std::string report =
      text(judge::judge(judge::lock_counter(),
                        {judge::failing("threads.count", Word::wrong_result, message),
                         judge::passing("processes.count")}),
           {});
  expect_fits(report, 80);
  EXPECT_THAT(report, HasSubstr("\n     … 81 more lines\n"));
}

TEST(Text, ColourOnlyIfAsked) {
  EXPECT_THAT(text(half_done(), {false, 80}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(text(half_done(), {true, 80}), AllOf(HasSubstr("\x1b[32m✓\x1b[0m threads.count"),
                                                   HasSubstr("\x1b[31m✗\x1b[0m threads.workers")));
}

TEST(Text, ColourChangesNothingElse) {
  std::string coloured = text(half_done(), {true, 60}, code_of);
  for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  EXPECT_EQ(coloured, text(half_done(), {false, 60}, code_of));
}

TEST(Text, StudentsCannotForgeLinesOrObeyTheTerminal) {
  const std::string evil =
      "\x1b[2K\r ✓ threads.no-race 4/4\x07" + std::string(1, '\0') + "\xff\u202e";
  verdict::CheckReport report = judge::failing("threads.count", Word::crash, evil, evil);
  report.findings[0].places = {{evil, 3, evil}};
  Circumstances circumstances;
  circumstances.diagnostics = {{Severity::warning, true, evil, 1, 2, evil, evil}};
  circumstances.faults = {evil};
  const judge::Result result = judge::judge(
      judge::lock_counter(), {report, judge::passing("processes.count")}, circumstances);
  const std::string shown = text(result, {}, [&evil](const std::string&, int) { return evil; });
  EXPECT_EQ(verdict::printable_lines(shown), shown);
  EXPECT_THAT(lines(shown), Each(Not(StartsWith(" ✓ threads.no-race"))));
  EXPECT_THAT(shown, HasSubstr("\\x1b[2K\\r ✓ threads.no-race 4/4\\x07\\x00\\xff\\u202e"));
}

// ---- compiler messages

TEST(CompilerMessages, StudentsOwnErrorsComeFirst) {
  Circumstances circumstances;
  circumstances.diagnostics = {
      {Severity::error, false, "/usr/include/c++/12/thread", 99, 1, "no type named 'type'", ""},
      {Severity::warning, true, "lock_counter.cpp", 3, 7, "unused variable 'x'", "  int x = 0;"},
      error_at(14, "'conter' was not declared in this scope"),
      {Severity::note, true, "lock_counter.cpp", 5, 5, "'counter' declared here",
       "int counter = 0;"}};
  EXPECT_EQ(text(judge::did_not_compile(judge::lock_counter(), circumstances), {}), R"(
 ex4  Lock counter

 ✗ lock_counter.cpp does not compile: 2 errors

     lock_counter.cpp:14
     'conter' was not declared in this scope
         conter += 1;
         ^
       lock_counter.cpp:5
       note: 'counter' declared here
           int counter = 0;
               ^

     /usr/include/c++/12/thread:99
     no type named 'type'

 The compiler warns

     lock_counter.cpp:3
     unused variable 'x'
         int x = 0;
             ^

 0 of 12 points. Checks run as soon as it compiles.

)");
}

TEST(CompilerMessages, TooManyAreCounted) {
  Circumstances circumstances;
  for (int i = 1; i <= 17; ++i) circumstances.diagnostics.push_back(error_at(i, "wrong"));
  const std::string report = text(judge::did_not_compile(judge::lock_counter(), circumstances), {});
  EXPECT_THAT(report, AllOf(HasSubstr("17 errors\n"), HasSubstr("lock_counter.cpp:5\n"),
                            Not(HasSubstr("lock_counter.cpp:6\n")),
                            HasSubstr("\n     … 12 more errors\n")));
}

TEST(CompilerMessages, ALinkErrorHasNoPlace) {
  Circumstances circumstances;
  circumstances.diagnostics = {{Severity::error, true, "", 0, 0,
                                "`ex4::count_with_threads` is declared but not written", ""}};
  EXPECT_THAT(
      text(judge::did_not_compile(judge::lock_counter(), circumstances), {}),
      HasSubstr("1 error\n\n     `ex4::count_with_threads` is declared but not written\n\n"));
}

TEST(CompilerMessages, WarningsOfAGradedSubmissionStandBeforeTheTotal) {
  Circumstances circumstances;
  circumstances.diagnostics = {
      {Severity::warning, true, "lock_counter.cpp", 3, 7, "unused variable 'x'", "  int x = 0;"},
      {Severity::warning, false, "/usr/include/x", 3, 7, "not the student's", ""}};
  const std::string report =
      text(judge::judge(judge::lock_counter(), judge::all_passing(), circumstances), {});
  EXPECT_THAT(report,
              AllOf(HasSubstr("\n The compiler warns\n\n     lock_counter.cpp:3\n"),
                    Not(HasSubstr("not the student's")), EndsWith("All checks passed.\n\n")));
}

// ---- what is no student's fault

TEST(Text, AGraderFaultCostsNoPointsAndSaysSo) {
  auto reports = judge::all_passing();
  reports[4] = judge::faulty("processes.count", "the disk is full");
  EXPECT_THAT(text(judge::judge(judge::lock_counter(), reports), {}),
              AllOf(HasSubstr(" – processes.count    ?/2  not decided\n"), EndsWith(R"(
 The grader could not do its work. This is not your fault, and it costs no
 points.
     · processes.count: the disk is full
 Try again; if it stays, show this to your teacher.

 10 of 12 points so far, which is not a grade

)")));
}

TEST(Text, AFaultBeforeAnyCheckListsNone) {
  EXPECT_THAT(text(judge::grader_fault(judge::lock_counter(), "there is no compiler"), {}),
              AllOf(Not(HasSubstr("threads.count")), HasSubstr("     · there is no compiler\n")));
}

TEST(Text, ASelectionSaysThatItIsOne) {
  Circumstances circumstances;
  circumstances.only = {"threads.count"};
  EXPECT_THAT(
      text(judge::judge(judge::lock_counter(), {judge::passing("threads.count")}, circumstances),
           {}),
      HasSubstr(" 3 of 3 points, counting only the checks asked for. All checks passed.\n"));
}

TEST(Text, WeakIsolationIsSaidAloud) {
  Circumstances circumstances;
  circumstances.sandbox = 'C';
  EXPECT_THAT(text(judge::judge(judge::lock_counter(), judge::all_passing(), circumstances), {}),
              HasSubstr("sandbox step C."));
}

// ---- JSON

TEST(Json, HasOneFixedForm) {
  Circumstances circumstances;
  circumstances.only = {"threads.no-race"};
  circumstances.diagnostics = {error_at(3, "odd")};
  verdict::CheckReport race = judge::failing("threads.no-race", Word::data_race, "race", "lock");
  race.findings[0].places = {{"lock_counter.cpp", 14, "here"}};
  race.interleavings = 7;
  EXPECT_EQ(
      json(judge::judge(judge::lock_counter(), {judge::passing("threads.count"), race},
                        circumstances),
           true),
      R"({"schema":"lockstep/result/v1","exercise":"ex4","score":3,"max_score":7,)"
      R"("status":"graded","sandbox":"B","checks":[)"
      R"({"id":"threads.count","title":"Title of threads.count","status":"passed","points":3,)"
      R"("max_points":3,"verdict":"ok","message":"","advice":"","places":[],"replay":null,)"
      R"("interleavings":0,"exhausted":false},)"
      R"({"id":"threads.no-race","title":"No data race between the threads","status":"failed",)"
      R"("points":0,"max_points":4,"verdict":"data-race","message":"race","advice":"lock",)"
      R"("places":[{"file":"lock_counter.cpp","line":14,"role":"here"}],"replay":null,)"
      R"("interleavings":7,"exhausted":false}],)"
      R"("diagnostics":[{"severity":"error","file":"lock_counter.cpp","line":3,"column":3,)"
      R"("message":"odd","source":"  conter += 1;"}],"notes":[],"faults":[]})"
      "\n");
}

TEST(Json, SkippedChecksHaveNoVerdict) {
  EXPECT_THAT(json(half_done(), true),
              HasSubstr(R"("status":"skipped","points":0,"max_points":1,"verdict":null,)"
                        R"("message":"it needs threads.workers")"));
}

TEST(Json, StableLeavesOutOnlyWhatWasMeasured) {
  judge::Result result = half_done();
  result.measured = {"lab3",
                     std::chrono::milliseconds(1234),
                     std::chrono::milliseconds(500),
                     {{"threads.count", std::chrono::milliseconds(17)}}};
  const std::string measured = R"(,"measured":{"host":"lab3","total_ms":1234,"compilation_ms":500,)"
                               R"("checks_ms":{"threads.count":17}}})"
                               "\n";
  const std::string stable = json(result, true);
  EXPECT_EQ(json(result, false), stable.substr(0, stable.size() - 2) + measured);
}

TEST(Json, HoldsNoByteThatATerminalWouldObey) {
  judge::Result result = half_done();
  result.checks[2].message = "a\x1b[2J\xff\u202e\x7f\n\tb";
  const std::string shown = json(result, true);
  EXPECT_THAT(shown, HasSubstr(R"("message":"a\\x1b[2J\\xff\\u202e\\x7f\n\tb")"));
  EXPECT_EQ(verdict::printable_lines(shown), shown);
}

}  // namespace
}  // namespace lockstep::report
