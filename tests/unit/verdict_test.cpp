#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/verdict/finding.hpp>
#include <lockstep/verdict/printable.hpp>
#include <lockstep/verdict/word.hpp>

namespace lockstep::verdict {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

Finding finding(Word word, std::string message = "it happened") {
  return {word, std::move(message), "", {}};
}

CheckReport full_report() {
  CheckReport report;
  report.check = "threads.no-race";
  report.findings = {{Word::data_race,
                      "two threads, one counter",
                      "lock it",
                      {{"lock_counter.cpp", 14, "thread 2 wrote here"}},
                      "1a2b3c"}};
  report.fault = "the disk is full";
  report.interleavings = largest;
  report.exhausted = true;
  report.notes = {"a note"};
  report.replay = std::string("\0\xff", 2);
  return report;
}

std::string refusal(std::string_view line) {
  try {
    (void)check_report_from_json(line);
  } catch (const ReportError& error) {
    return error.what();
  }
  return "accepted";
}

// ---- words

TEST(Word, EveryWordIsReadBackFromItsName) {
  for (const Word word : all_words()) EXPECT_EQ(parse_word(name(word)), word) << name(word);
  EXPECT_EQ(all_words().size(), 32U);
}

TEST(Word, AnythingElseIsNoWord) {
  for (const char* text : {"", "datarace", "data_race", "Data-Race", "ok "}) {
    EXPECT_EQ(parse_word(text), std::nullopt) << text;
  }
}

TEST(Word, NoTwoWordsAreEquallyGrave) {
  std::set<int> ranks;
  for (const Word word : all_words()) ranks.insert(gravity(word));
  EXPECT_EQ(ranks.size(), all_words().size());
}

TEST(Word, ACauseOutranksWhatItCauses) {
  const std::pair<Word, Word> pairs[] = {
      {Word::tampering, Word::data_race},
      {Word::data_race, Word::deadlock},
      {Word::data_race, Word::crash},
      {Word::data_race, Word::lost_update},
      {Word::data_race, Word::wrong_result},
      {Word::lost_wakeup, Word::deadlock},
      {Word::deadlock, Word::wall_limit},
      {Word::livelock, Word::cpu_limit},
      {Word::process_limit, Word::uncaught_exception},
      {Word::memory_limit, Word::uncaught_exception},
      {Word::unjoined_thread, Word::crash},
      {Word::crash, Word::wrong_result},
      {Word::cpu_limit, Word::wall_limit},
      {Word::lost_update, Word::wrong_result},
      {Word::no_threads, Word::extra_processes},
      {Word::no_threads, Word::wrong_result},
      {Word::not_shared, Word::wrong_result},
      {Word::extra_threads, Word::memory_leak},
      {Word::wrong_clock, Word::implausible_measurement},
  };
  for (const auto& [cause, effect] : pairs) {
    EXPECT_GT(gravity(cause), gravity(effect)) << name(cause) << " and " << name(effect);
  }
}

TEST(Word, OkIsTheLeastGrave) {
  for (const Word word : all_words()) EXPECT_GE(gravity(word), gravity(Word::ok));
}

// ---- findings

TEST(Ranked, DataRaceOutranksWrongOutput) {
  const auto result = ranked({finding(Word::wrong_result), finding(Word::data_race)});
  EXPECT_THAT(result, ElementsAre(finding(Word::data_race), finding(Word::wrong_result)));
}

TEST(Ranked, EquallyGraveFindingsStayInOrder) {
  const auto result = ranked({finding(Word::crash, "b"), finding(Word::crash, "a")});
  EXPECT_THAT(result, ElementsAre(finding(Word::crash, "b"), finding(Word::crash, "a")));
}

TEST(Ranked, DuplicatesAreRemoved) {
  const auto result = ranked({finding(Word::zombie), finding(Word::crash), finding(Word::zombie)});
  EXPECT_THAT(result, ElementsAre(finding(Word::crash), finding(Word::zombie)));
}

// ---- JSON

TEST(ReportJson, ReadsBackWhatItWrote) {
  EXPECT_EQ(check_report_from_json(to_json_line(full_report())), full_report());
  CheckReport passed;
  passed.check = "threads.count";
  EXPECT_EQ(check_report_from_json(to_json_line(passed)), passed);
}

TEST(ReportJson, HasOneFixedForm) {
  CheckReport report = full_report();
  report.interleavings = 7;
  report.fault.reset();
  EXPECT_EQ(to_json_line(report),
            R"({"check":"threads.no-race","findings":[{"word":"data-race",)"
            R"("message":"two threads, one counter","advice":"lock it","places":[)"
            R"({"file":"lock_counter.cpp","line":14,"role":"thread 2 wrote here"}],"replay":"1a2b3c"}],)"
            R"("fault":null,"interleavings":7,"exhausted":true,"notes":["a note"],"replay":"00ff"})");
}

TEST(ReportJson, IsOneLineWhateverTheTextHolds) {
  CheckReport report = full_report();
  report.findings[0].message = "one\ntwo\r\n\0 three";
  EXPECT_THAT(to_json_line(report), Not(HasSubstr("\n")));
  EXPECT_EQ(check_report_from_json(to_json_line(report)), report);
}

TEST(ReportJson, ShowsInvalidUtf8InsteadOfFailing) {
  CheckReport report = full_report();
  report.findings[0].message = "printed '\xff\xfeo\xc3'";
  report.findings[0].places[0].role = "\xed\xa0\x80";
  const CheckReport back = check_report_from_json(to_json_line(report));
  EXPECT_EQ(back.findings[0].message, "printed '\\xff\\xfeo\\xc3'");
  EXPECT_EQ(back.findings[0].places[0].role, "\\xed\\xa0\\x80");
}

TEST(ReportJson, CutsWhatIsTooLongAndSaysSo) {
  CheckReport report = full_report();
  report.findings[0].message = std::string(1 << 20, '\xff');
  report.findings[0].advice.clear();
  for (int i = 0; i < 6000; ++i) report.findings[0].advice += "ü";
  report.findings[0].places.resize(20);
  report.findings.resize(20, report.findings[0]);
  const CheckReport back = check_report_from_json(to_json_line(report));
  EXPECT_THAT(back.findings.at(0).message, EndsWith("\\xff… (1048576 bytes)"));
  EXPECT_THAT(back.findings.at(0).advice, EndsWith("ü… (12000 bytes)"));
  EXPECT_EQ(back.findings.size(), 16U);
  EXPECT_EQ(back.findings[0].places.size(), 16U);
}

TEST(ReportJson, TheLongestReportCanBeReadBack) {
  CheckReport report;
  report.check = std::string(2000, '\x01');
  const Place place{report.check, 1, report.check};
  report.findings.assign(
      16, {Word::crash, std::string(8000, '\x01'), std::string(8000, '\x02'), {16, place}});
  EXPECT_EQ(check_report_from_json(to_json_line(report)).findings.size(), 16U);
}

TEST(ReportJson, RefusesWhatIsNoReport) {
  EXPECT_THAT(refusal(""), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("{\"check\":"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("{} {}"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal(std::string(1000, '[')), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("{\"check\":\"\xff\"}"), HasSubstr("not JSON"));
  EXPECT_EQ(refusal("[]"), "check report is not an object");
  EXPECT_EQ(refusal(std::string((8 << 20) + 1, ' ')), "check report: longer than 8 MiB");
}

struct Replacement {
  const char* from;
  const char* to;
  const char* reason;
};

class ReportJsonNames : public ::testing::TestWithParam<Replacement> {};

TEST_P(ReportJsonNames, TheKeyThatIsWrong) {
  std::string line = to_json_line(full_report());
  const std::string from = GetParam().from;
  ASSERT_NE(line.find(from), std::string::npos) << line;
  line.replace(line.find(from), from.size(), GetParam().to);
  EXPECT_EQ(refusal(line), GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ReportJsonNames,
    ::testing::Values(
        Replacement{"\"exhausted\"", "\"exausted\"", "check report: unknown key 'exausted'"},
        Replacement{",\"exhausted\":true", "", "check report: no key 'exhausted'"},
        Replacement{"true", "1", "check report: 'exhausted' is not true or false"},
        Replacement{"18446744073709551615", "-1",
                    "check report: 'interleavings' is not a whole number of at least 0"},
        Replacement{"18446744073709551615", "1.5",
                    "check report: 'interleavings' is not a whole number of at least 0"},
        Replacement{"\"threads.no-race\"", "7", "check report: 'check' is not a string"},
        Replacement{"data-race", "datarace", "finding: 'word' cannot be 'datarace'"},
        Replacement{"data-race", "ok", "finding: 'word' cannot be 'ok'"},
        Replacement{"\"advice\"", "\"tip\"", "finding: unknown key 'tip'"},
        Replacement{"14", "4000000000", "place: 'line' is too large"},
        Replacement{"\"role\":\"thread 2 wrote here\"", "\"role\":null",
                    "place: 'role' is not a string"}));

// ---- text from students

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("100\r200\n\t\x7f"), "100\\r200\\n\\t\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "\\u009b31m");
}

TEST(Printable, EscapesWhatHidesOrReordersText) {
  EXPECT_EQ(printable("a\u202eb\u2066c\u200bd\ufeff"), "a\\u202eb\\u2066c\\u200bd\\ufeff");
  EXPECT_EQ(printable("\U000e0041"), "\\U000e0041");
}

TEST(Printable, LeavesOrdinaryTextAlone) {
  EXPECT_EQ(printable("größe = 3 → ✓ 漢字 🙂 \\n"),
            "größe = 3 → ✓ 漢字 🙂 \\n");
}

TEST(Printable, LinesKeepTheirEndsAndTabs) {
  EXPECT_EQ(printable_lines("a\n\tb\r\n\x1b"), "a\n\tb\\r\n\\x1b");
}

TEST(Printable, OnlyShortestFormsAndRealCharactersAreUtf8) {
  for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
                           "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe2\x82", "\xff"}) {
    EXPECT_EQ(find_invalid_utf8(text), 0U) << valid_utf8(text);
  }
  EXPECT_EQ(find_invalid_utf8("ok \xf4\x8f\xbf\xbf \xed\x9f\xbf"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("abc\xff"), 3U);
}

TEST(Printable, ColumnsAreWhatATerminalShows) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("größe"), 5U);
  EXPECT_EQ(columns("漢字"), 4U);
  EXPECT_EQ(columns("e\u0301"), 1U);
  EXPECT_EQ(fitting("漢字x", 3), "漢");
  EXPECT_EQ(fitting("abc", 3), "abc");
}

}  // namespace
}  // namespace lockstep::verdict
