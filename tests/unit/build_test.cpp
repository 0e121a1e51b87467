// What the compiler and three linkers print, put into a student's words.
#include <lockstep/build/submission.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/build/messages.hpp>

namespace lockstep::build {
namespace {

using judge::Diagnostic;
using judge::Severity;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

Submission submission(std::string content = "int a;\nint b = c;\nint d;\n") {
  return {{{"mine.cpp", std::move(content)}}, {}};
}

const LinkedAgainst ex3{
    "ex3",
    "/// sum_with_processes(x) is not this one;\n"
    "Summation sum_with_processes(\n    const std::vector<std::uint64_t>& limits);\n"};

std::vector<std::string> messages(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> texts;
  for (const Diagnostic& each : diagnostics) texts.push_back(each.message);
  return texts;
}

TEST(CompilerMessages, PlacesAreRelativeToTheSubmissionAndShowTheLine) {
  const auto found = compiler_messages(
      "/lockstep/submission/mine.cpp: In function 'x':\n"
      "/lockstep/submission/mine.cpp:2:9: error: 'c' was not declared in this scope\n",
      submission());
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0], (Diagnostic{Severity::error, true, "mine.cpp", 2, 9,
                                  "'c' was not declared in this scope", "int b = c;"}));
}

TEST(CompilerMessages, LibraryTemplatesAreBlamedOnTheLineThatAskedForThem) {
  const auto found = compiler_messages(
      "/usr/include/c++/12/bits/x.h: In instantiation of 'f':\n"
      "/usr/include/c++/12/bits/y.h:10:2:   required from 'g'\n"
      "/lockstep/submission/mine.cpp:2:5:   required from here\n"
      "/usr/include/c++/12/bits/x.h:7:3: error: no match for 'operator<'\n"
      "/usr/include/c++/12/bits/x.h:9:3: note: candidate\n"
      "/usr/include/c++/12/bits/z.h:1:1: error: another\n",
      submission());
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_TRUE(found[0].in_submission);
  EXPECT_EQ(found[0].line, 2);
  EXPECT_EQ(found[0].message, "no match for 'operator<' (in <x.h>)");
  EXPECT_EQ(found[1].file, "x.h");
  EXPECT_FALSE(found[2].in_submission);
}

TEST(CompilerMessages, WordsOfTheDriverHaveNoPlace) {
  const auto found = compiler_messages(
      "cc1plus: error: one\ng++: fatal error: two\ncompilation terminated.\n", submission());
  EXPECT_THAT(messages(found), ElementsAre("one", "two"));
  EXPECT_EQ(found[0].file, "");
  EXPECT_FALSE(found[0].in_submission);
}

TEST(CompilerMessages, HugeLineNumbersAreNoPlace) {
  const auto found = compiler_messages(
      "/lockstep/submission/mine.cpp:99999999999999999999:1: error: x\n", submission());
  EXPECT_THAT(found, IsEmpty());
}

TEST(ReadingOrder, OwnErrorsComeFirstAndForeignWarningsNotAtAll) {
  const auto make = [](Severity severity, bool own, std::string message) {
    return Diagnostic{severity, own, own ? "mine.cpp" : "x.h", 1, 1, std::move(message), ""};
  };
  const auto ordered = in_reading_order({
      make(Severity::warning, true, "own warning"),
      make(Severity::note, true, "its note"),
      make(Severity::error, false, "foreign error"),
      make(Severity::warning, false, "foreign warning"),
      make(Severity::note, false, "note of that"),
      make(Severity::error, true, "own error"),
  });
  EXPECT_THAT(messages(ordered),
              ElementsAre("own error", "foreign error", "own warning", "its note"));
}

TEST(ReadingOrder, WhatNobodyReadsIsCounted) {
  std::vector<Diagnostic> many(50, {Severity::error, true, "mine.cpp", 1, 1, "again", ""});
  const auto ordered = in_reading_order(many);
  ASSERT_THAT(ordered, SizeIs(21));
  EXPECT_EQ(ordered.back().message, "30 more errors not shown");
}

constexpr const char* kVector = "std::vector<unsigned long, std::allocator<unsigned long> > const&";

std::vector<std::string> of_linker(const std::string& text) {
  return messages(linker_messages(text, submission(), ex3));
}

TEST(LinkerMessages, AMissingFunctionIsShownAsTheHeaderDeclaresItByEveryLinker) {
  const std::string symbol = std::string("ex3::sum_with_processes(") + kVector + ")";
  for (const std::string& text :
       {"mold: error: undefined symbol: " + symbol + "\n>>> referenced by entry.cpp\n",
        "mold: error: undefined symbol: /lockstep/link/entry.o: " + symbol + "\n",
        "ld.lld: error: undefined symbol: " + symbol + "\n>>> referenced by entry.cpp\n",
        "/usr/bin/ld.bfd: entry.o:(.data.rel+0x8): undefined reference to `" + symbol + "'\n"}) {
    EXPECT_THAT(of_linker(text),
                ElementsAre("mine.cpp does not define `Summation sum_with_processes(const "
                            "std::vector<std::uint64_t>& limits)`; is sum_with_processes spelt as "
                            "in the header, with the same parameters, in namespace ex3?"))
        << text;
  }
}

TEST(LinkerMessages, OwnMainIsRefusedByEveryLinker) {
  for (const std::string text :
       {"mold: error: duplicate symbol: student.o: main.o: main\n",
        "ld.lld: error: duplicate symbol: main\n>>> defined at mine.cpp:7\n",
        "/usr/bin/ld: main.o: in function `main':\nx.cpp:5: multiple definition of `main'; "
        "student.o:/lockstep/submission/mine.cpp:7: first defined here\n"}) {
    EXPECT_THAT(of_linker(text),
                ElementsAre("mine.cpp defines main; the grader has its own: remove yours"))
        << text;
  }
}

TEST(LinkerMessages, HelpersAreNamedReadably) {
  EXPECT_THAT(of_linker(std::string("ld.lld: error: undefined symbol: sort(") + kVector + ")\n"),
              ElementsAre(StartsWith("`sort(std::vector<unsigned long> const&)` is used but")));
}

TEST(LinkerMessages, TheSameComplaintIsMadeOnceAndInAFixedOrder) {
  const std::string b = "x: undefined reference to `b()'\n";
  const std::string a = "x: undefined reference to `a()'\n";
  EXPECT_THAT(of_linker(b + a + b), ElementsAre(StartsWith("`a()`"), StartsWith("`b()`")));
}

TEST(SubmissionOf, LineEndsDoNotChangeTheSeed) {
  EXPECT_EQ(submission("a\nb\n").seed(), submission("a\r\nb\r\n").seed());
  EXPECT_NE(submission("a\nb\n").seed(), submission("a\nc\n").seed());
}

TEST(SubmissionOf, LinesAreShownWithoutTheirEnd) {
  const Submission two = submission("one\r\ntwo");
  EXPECT_EQ(two.line("mine.cpp", 1), "one");
  EXPECT_EQ(two.line("mine.cpp", 2), "two");
  EXPECT_EQ(two.line("mine.cpp", 3), "");
  EXPECT_EQ(two.line("mine.cpp", 0), "");
  EXPECT_EQ(two.line("other.cpp", 1), "");
}

}  // namespace
}  // namespace lockstep::build
