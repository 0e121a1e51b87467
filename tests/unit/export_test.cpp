// The dense parts of the exports: cells, matching of students, cutting, faults. What the documents
// look like to their readers is tested in tests/export.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/export/formats.hpp>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/sheets.hpp>
#include <lockstep/export/words.hpp>
#include <lockstep/report/json.hpp>

#include <lockstep/judge/judge.hpp>

#include "csv.hpp"
#include "judge_fixture.hpp"
#include "match.hpp"

namespace lockstep::exports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using verdict::Word;

store::Standing standing(std::string student, int score = 5) {
  store::Standing s;
  s.student = std::move(student);
  s.state = store::State::graded;
  s.score = score;
  s.max_score = 12;
  return s;
}

store::Standing faulty(std::string student) {
  store::Standing s = standing(std::move(student));
  s.state = store::State::fault;
  s.score.reset();
  s.problem = "the disk is full";
  return s;
}

Class of(std::vector<store::Standing> standings) {
  return arrange({"ex4", "Lock counter", 12}, std::move(standings));
}

TEST(Cells, ThatASpreadsheetWouldComputeBeginWithAnApostrophe) {
  for (const char* text :
       {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "-", "＋1", "  @x"}) {
    EXPECT_THAT(harmless(text), StartsWith("'")) << text;
  }
  for (const char* text : {"", "12", "a=b", "1-2", "x@y"}) EXPECT_EQ(harmless(text), text);
}

TEST(Cells, HoldNoControlCharactersAndNoBrokenUtf8) {
  EXPECT_EQ(harmless(std::string("a\x1b[1m\0b\xff", 8)), "a\\x1b[1m\\x00b\\xff");
}

TEST(Cells, AreQuotedWhereTheyMustBeAndReadBack) {
  const Row row{"a,b", "say \"x\"", "two\nlines", " blank ", "plain", ""};
  const Table table = read_csv(csv_line(row) + csv_line({"", "", "", "", "", ""}));
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0], row);
}

TEST(Tables, AreReadWithEverySeparatorAndLineEnd) {
  EXPECT_EQ(read_csv("a;b;c\n1;2;3").rows[1], (Row{"1", "2", "3"}));
  EXPECT_EQ(read_csv("a\tb\r1\t2").rows[1], (Row{"1", "2"}));
  EXPECT_TRUE(read_csv("\xef\xbb\xbf\"a\",b\r\n").byte_order_mark);
}

TEST(Tables, ThatAreDamagedAreRefusedWithTheLine) {
  const auto message = [](const std::string& text) {
    try {
      static_cast<void>(read_csv(text));
    } catch (const SheetError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_THAT(message("a,b\n\"never closed,\n"), HasSubstr("line 2: a quote"));
  EXPECT_THAT(message("a,b\nx\xff"), HasSubstr("line 2: this is not UTF-8"));
  EXPECT_THAT(message(""), HasSubstr("it is empty"));
}

Clues named(std::string name, std::string id = "") {
  Clues clues;
  clues.name = std::move(name);
  clues.id = std::move(id);
  return clues;
}

store::Standing called(std::string student, std::string name, std::string id = "") {
  store::Standing s = standing(std::move(student));
  s.identity.name = std::move(name);
  s.identity.id = std::move(id);
  return s;
}

TEST(Matching, TakesTheIdBeforeTheName) {
  const Class all = of({called("a", "Ada One", "1"), called("b", "Ada Two", "2")});
  const Matches found = match(all, {named("Somebody", "2"), named("ada  one")});
  ASSERT_TRUE(found.of_line[0] && found.of_line[1]);
  EXPECT_EQ(found.of_line[0]->standing.student, "b");
  EXPECT_EQ(found.of_line[1]->standing.student, "a");
  EXPECT_TRUE(found.missing.empty());
}

TEST(Matching, GivesNobodyTheGradeOfANamesake) {
  const Class one = of({called("a", "Ada One")});
  EXPECT_EQ(match(one, {named("Ada One"), named("One, Ada")}).of_line[0], nullptr);
  const Class two = of({called("a", "Ada One"), called("b", "Ada One")});
  const Matches found = match(two, {named("Ada One")});
  EXPECT_EQ(found.of_line[0], nullptr);
  EXPECT_THAT(found.missing, ElementsAre("a", "b"));
}

TEST(Matching, BelievesNoNameWhereTheIdDiffers) {
  const Class all = of({called("a", "Ada One", "1")});
  EXPECT_EQ(match(all, {named("Ada One", "7")}).of_line[0], nullptr);
}

TEST(Classes, BeginWithFaultsAndNeverGiveThemPoints) {
  store::Standing decided = faulty("c");
  decided.override_by_staff = store::Override{9, "staff", "by hand", ""};
  store::Standing nothing;
  nothing.student = "b";
  const Class all = of({standing("a"), nothing, decided, faulty("z")});
  std::vector<std::string> order;
  for (const Entry& entry : all.entries) order.push_back(entry.standing.student);
  EXPECT_THAT(order, ElementsAre("z", "b", "a", "c"));
  EXPECT_FALSE(all.entries[0].points().has_value());
  EXPECT_EQ(all.entries[3].points(), 9);
  EXPECT_FALSE(all.entries[3].faulty());
  EXPECT_THAT(note(all.entries[0]), HasSubstr("costs no points. the disk is full"));
}

TEST(Classes, SayWhoHandedInTheSame) {
  store::Standing a = standing("a"), b = standing("b"), c = standing("c");
  a.content = b.content = "1234";
  c.content = "5678";
  const Class all = of({a, b, c});
  EXPECT_THAT(all.entries[0].same_as, ElementsAre("b"));
  EXPECT_TRUE(all.entries[2].same_as.empty());
}

TEST(Results, AreReadBackAsTheyWereWritten) {
  verdict::CheckReport race =
      judge::failing("threads.no-race", Word::data_race, "It races.", "Lock.");
  race.findings[0].places = {{"lock_counter.cpp", 14, "thread 2 wrote it here"}};
  const judge::Result written =
      judge::judge(judge::lock_counter(), {judge::passing("threads.count"), race,
                                           judge::failing("threads.workers", Word::no_threads),
                                           judge::passing("processes.count")});
  const std::string json = report::json(written, true);
  EXPECT_EQ(report::json(read_result(json), true), json);
}

TEST(Results, ThatAreSomethingElseAreRefusedByTheKey) {
  const auto message = [](const std::string& text) {
    try {
      static_cast<void>(read_result(text));
    } catch (const UnreadableResult& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_THAT(message("no json"), HasSubstr("not a JSON object"));
  EXPECT_THAT(message("{}"), HasSubstr("'schema'"));
  EXPECT_THAT(message(R"({"schema":"lockstep/result/v1","exercise":7})"), HasSubstr("'exercise'"));
  store::Standing broken = standing("ada");
  broken.result = "{}";
  EXPECT_THROW(of({broken}), UnreadableResult);
}

TEST(Lines, AreCutBetweenCharactersAndCounted) {
  EXPECT_EQ(lines("üüüü", 2), "üü\n… (2 more characters)");
  EXPECT_EQ(lines("üü", 2), "üü");
}

TEST(Gradescope, GetsNoOutputThatItsReaderWouldCut) {
  judge::Result result;
  result.checks.resize(1);
  result.checks[0].status = judge::CheckStatus::failed;
  result.checks[0].message = std::string(300'000, 'x') + std::string("\0", 1);
  const std::string json = gradescope(single(result));
  EXPECT_LT(json.size(), 110'000U);
  EXPECT_EQ(json.find('\0'), std::string::npos);
}

TEST(JUnit, StaysBelowWhatItsReaderTakes) {
  judge::Result result;
  result.checks.resize(20);
  for (auto& check : result.checks) {
    check.status = judge::CheckStatus::failed;
    check.message = std::string(4'000, 'x');
  }
  Entry entry = single(result);
  entry.standing.student = "ada";
  const Class all{{"ex4", "", 12}, std::vector<Entry>(600, entry)};
  EXPECT_LT(junit(all).size(), 30'000'000U);
}

TEST(Markup, HasNoCharactersThatXmlForbids) {
  EXPECT_EQ(escaped_markup("<&>\"'\x01\xef\xbf\xbe"), "&lt;&amp;&gt;&quot;&#39;\\x01\\ufffe");
}

TEST(Sarif, LeavesOutWhatHasNoPlaceInTheSubmission) {
  judge::Result result;
  result.checks.resize(1);
  result.checks[0].status = judge::CheckStatus::failed;
  result.checks[0].verdict = Word::deadlock;
  result.checks[0].places = {{"/usr/include/x.h", 3, "here"}};
  const Class all{{"ex4", "", 12}, {single(result)}};
  EXPECT_THAT(sarif(all, "1"), HasSubstr("\"results\":[]"));
}

}  // namespace
}  // namespace lockstep::exports
