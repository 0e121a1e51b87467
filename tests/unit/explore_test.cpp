// From arguments and files to what is compiled, and how a result is shown.
#include <lockstep/explore/show.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>
#include <lockstep/build/fault.hpp>

#include "exploration_fixture.hpp"
#include "sources.hpp"
#include "workbench.hpp"

namespace lockstep::explore {
namespace {

using explanation::access;
using explanation::event;
using explanation::everywhere;
using explanation::Finding;
using explanation::finding;
using explanation::FindingKind;
using explanation::Kind;
using explanation::Report;
using explanation::report_with;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// --- options for the compiler

Flags flags_of(const std::vector<std::string>& arguments, std::size_t expected_left = 0) {
  Flags flags;
  std::span<const std::string> rest(arguments);
  std::size_t left = 0;
  while (!rest.empty()) {
    const std::size_t taken = take_flag(rest, flags);
    left += taken == 0 ? 1 : 0;
    rest = rest.subspan(std::max<std::size_t>(taken, 1));
  }
  EXPECT_EQ(left, expected_left);
  return flags;
}

std::string refusal(const std::vector<std::string>& arguments) {
  try {
    static_cast<void>(flags_of(arguments));
  } catch (const WrongFlag& error) {
    return error.what();
  }
  return "";
}

TEST(Flags, GoToTheLanguageThatTheyAreFor) {
  const Flags flags =
      flags_of({"-std=c11", "-std=c++17", "-O2", "-DX=1", "-D", "Y", "-Wall", "-lm"});
  EXPECT_EQ(flags.c_standard, "-std=c11");
  EXPECT_EQ(flags.cpp_standard, "-std=c++17");
  EXPECT_THAT(flags.both, ElementsAre("-O2", "-DX=1", "-DY", "-Wall"));
  EXPECT_THAT(flags.libraries, ElementsAre("-lm"));
}

TEST(Flags, IncludeFoldersStandBesideTheOptionOrBehindIt) {
  const Flags flags = flags_of({"-Ia", "-I", "b", "-isystem", "c"});
  ASSERT_THAT(flags.include, SizeIs(3));
  EXPECT_EQ(flags.include[0].folder, "a");
  EXPECT_EQ(flags.include[1].folder, "b");
  EXPECT_EQ(flags.include[2].option, "-isystem");
}

TEST(Flags, WhatExploreDoesByItselfIsPassedOver) {
  const Flags flags = flags_of({"-pthread", "-g", "-lpthread", "-pipe"});
  EXPECT_THAT(flags.both, IsEmpty());
  EXPECT_THAT(flags.libraries, IsEmpty());
}

TEST(Flags, WhatWouldSpoilTheExplorationIsRefusedWithAReason) {
  EXPECT_THAT(refusal({"-fsanitize=address"}), HasSubstr("its own instrumentation"));
  EXPECT_THAT(refusal({"-flto"}), HasSubstr("leave it out"));
  EXPECT_THAT(refusal({"-o"}), HasSubstr("is not needed"));
  EXPECT_THAT(refusal({"-D"}), HasSubstr("needs something behind it"));
  EXPECT_THAT(refusal({"-Wl,-z,now"}), HasSubstr("not passed on"));
}

TEST(Flags, OtherArgumentsAreNotTheCompilers) {
  static_cast<void>(flags_of({"a.cpp", "--json", "-", "-q"}, 4));
}

// --- files

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lockstep-explore-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }

  fs::path write(const std::string& name, const std::string& content) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << content;
    return folder / name;
  }

  std::string refusal(const std::vector<fs::path>& files) const {
    try {
      static_cast<void>(read_sources(files, {}));
    } catch (const build::NoSubmission& error) {
      return error.what();
    }
    return "";
  }

  static std::vector<std::string> shown(const Sources& sources) {
    std::vector<std::string> names;
    for (const auto& file : sources.tree.files) names.push_back(sources.shown.at(file.name));
    return names;
  }

  fs::path folder;
};

TEST_F(Files, QuotedIncludesAreTakenAlongAndNothingElse) {
  write("deep/src/a.h", "#include \"b.h\"\n");
  write("deep/src/b.h", "int b;\n");
  write("deep/common/c.h", "int c;\n");
  write("deep/src/unused.h", "");
  const fs::path main = write("deep/src/main.cpp",
                              "#include <vector>\n # include \"a.h\"\n#include \"../common/c.h\"\n"
                              "#include \"missing.h\"\n// #include \"unused.h\"\n");
  const Sources sources = read_sources({main}, {});
  EXPECT_THAT(shown(sources), ElementsAre("main.cpp", "a.h", "../common/c.h", "b.h"));
  EXPECT_EQ(sources.line("b.h", 1), "int b;");
  EXPECT_EQ(sources.own_name("/lockstep/submission/" + sources.units[0].name), "main.cpp");
  EXPECT_EQ(sources.own_name("/usr/include/c++/12/vector"), std::nullopt);
}

TEST_F(Files, NothingIsReadFromElsewhere) {
  const fs::path main = write("a/b/c/d/main.c",
                              "#include \"/etc/hostname\"\n#include \"../../../far.h\"\n"
                              "#include \"link.h\"\n");
  write("a/far.h", "");
  fs::create_symlink("/etc/hostname", folder / "a/b/c/d/link.h");
  EXPECT_THAT(shown(read_sources({main}, {})), ElementsAre("main.c"));
}

TEST_F(Files, TheLanguageIsToldByTheName) {
  const Sources sources =
      read_sources({write("x.c", ""), write("y.cc", ""), write("z/w.cpp", "")}, {});
  EXPECT_EQ(sources.units[0].language, Language::c);
  EXPECT_EQ(sources.units[1].language, Language::cpp);
  EXPECT_THAT(shown(sources), ElementsAre("x.c", "y.cc", "z/w.cpp"));
}

TEST_F(Files, WhatCannotBeMeantIsRefused) {
  EXPECT_THAT(refusal({folder / "no.cpp"}), HasSubstr("there is no file"));
  EXPECT_THAT(refusal({folder}), HasSubstr("is a folder"));
  EXPECT_THAT(refusal({write("a.txt", "")}), HasSubstr("neither C (.c) nor C++"));
  EXPECT_THAT(refusal({write("a.hpp", "")}), HasSubstr("is a header"));
  const fs::path twice = write("a.cpp", "");
  EXPECT_THAT(refusal({twice, twice}), HasSubstr("named twice"));
}

TEST_F(Files, OddNamesAreReplacedInsideAndShownOutside) {
  const Sources sources = read_sources({write("a:b\n.cpp", "int x;\n")}, {});
  EXPECT_THAT(sources.units[0].name, ::testing::EndsWith("program1.cpp"));
  EXPECT_THAT(shown(sources), ElementsAre("a:b\\n.cpp"));
}

TEST(Compilers, ASiblingCompilesTheOtherLanguage) {
  EXPECT_EQ(find_compilers("/usr/bin/g++", "").c, "/usr/bin/gcc");
  EXPECT_THROW(static_cast<void>(find_compilers("no-such-compiler", "")), build::NoSubmission);
  EXPECT_THROW(static_cast<void>(find_compilers("", "/nowhere/g++")), build::GraderFault);
}

// --- how it is shown

Exploration racy() {
  Finding race = finding(FindingKind::data_race, {access(1, true, 207), access(0, false, 112)});
  const Report report = report_with(race);
  Exploration result;
  result.files = {"a.cpp"};
  result.status = Status::found;
  result.findings = explanation::explain(report, everywhere());
  result.interleavings = 252;
  result.claims = {"all executions with at most 2 preemptions explored"};
  result.outcomes = {{"5\n", 0, 250, "1111"}, {"\x1b[31m4\n", 1, 2, "2222"}};
  result.outcome_kinds = 2;
  result.measured.total = std::chrono::milliseconds(77);
  result.source_line = [](const std::string&, int line) {
    return "    code of line " + std::to_string(line) + ";";
  };
  return result;
}

TEST(Text, AFindingHasItsPlacesWithTheCodeAndTheCommandThatReplaysIt) {
  EXPECT_EQ(text(racy(), {}, "-O2 a.cpp -- 3"),
            "\n a.cpp\n\n"
            " ✗ data race after 7 interleavings\n"
            "     thread 1 wrote 4 bytes at a.cpp:7 while main read them at a.cpp:12. Nothing\n"
            "     orders the two: no lock is held by either.\n"
            "       a.cpp:7  thread 1 wrote it here, in f2\n"
            "           code of line 7;\n"
            "       a.cpp:12  main read it here, in f1\n"
            "           code of line 12;\n"
            "       thread 1: created by main at a.cpp:30\n"
            "     try:  Both must hold the same lock, or the variable must be atomic.\n"
            "     see it:  grade explore --replay 3f9a -O2 a.cpp -- 3\n"
            "\n"
            "   · all executions with at most 2 preemptions explored\n"
            "   · 252 interleavings looked at\n"
            "   · what it prints depends on the interleaving:\n"
            "          250 × 5\n"
            "            2 × \\x1b[31m4 (exit status 1)\n"
            "\n");
}

TEST(Text, CleanAndUndecidedAreToldApart) {
  Exploration result = racy();
  result.findings.clear();
  result.status = Status::clean;
  EXPECT_THAT(text(result, {}, ""), HasSubstr("✓ nothing was found"));
  result.status = Status::undecided;
  result.undecided = {"undecided: it starts processes, which are not explored yet"};
  EXPECT_THAT(text(result, {}, ""), HasSubstr("? undecided\n   · undecided: it starts processes"));
}

TEST(Text, ColoursAreForTerminals) {
  EXPECT_THAT(text(racy(), {false, 80}, ""), Not(HasSubstr("\x1b")));
  EXPECT_THAT(text(racy(), {true, 80}, ""), HasSubstr("\x1b[31m✗"));
}

TEST(Json, HasTheSchemaAndNothingThatVariesWhereItMustBeStable) {
  const auto document = boost::json::parse(json(racy(), true)).as_object();
  EXPECT_EQ(document.at("schema").as_string(), "lockstep/explore/v1");
  EXPECT_EQ(document.at("verdict").as_string(), "data-race");
  const auto& race = document.at("findings").as_array().at(0).as_object();
  EXPECT_EQ(race.at("kind").as_string(), "data-race");
  EXPECT_EQ(race.at("replay").as_string(), "3f9a");
  const auto& place = race.at("places").as_array().at(0).as_object();
  EXPECT_EQ(place.at("file").as_string(), "a.cpp");
  EXPECT_EQ(place.at("line").as_int64(), 7);
  EXPECT_EQ(place.at("function").as_string(), "f2");
  EXPECT_FALSE(document.contains("measured"));
  EXPECT_THAT(json(racy(), true), Not(HasSubstr("\x1b")));
  EXPECT_THAT(json(racy(), false), HasSubstr("\"total_ms\":77"));
}

TEST(Json, WithoutARunThereIsNoVerdict) {
  Exploration result;
  result.status = Status::did_not_compile;
  const auto document = boost::json::parse(json(result, true)).as_object();
  EXPECT_EQ(document.at("status").as_string(), "did-not-compile");
  EXPECT_TRUE(document.at("verdict").is_null());
}

// --- lanes

Exploration replayed(std::uint32_t threads) {
  Finding race = finding(FindingKind::data_race, {access(1, true, 207), access(0, false, 112)});
  race.events.push_back(event(1, 0, Kind::start, 0, 110));
  std::uint32_t step = 1;
  for (std::uint32_t task = 1; task <= threads; ++task) {
    race.events.push_back(event(++step, 0, Kind::create, task, 130));
    race.events.push_back(event(++step, task, Kind::start, 0, 200));
  }
  race.events.push_back(event(++step, 1, Kind::write, 0x5000, 207, std::string("\4\0\0\0", 4)));
  race.events.back().racing = true;
  race.events.push_back(event(++step, 0, Kind::read, 0x5000, 112, std::string("\4\0\0\0", 4)));
  race.events.back().racing = true;
  const Report report = report_with(race);
  Exploration result = racy();
  result.findings = explanation::explain(report, everywhere());
  result.lanes = explanation::lanes(report.findings[0], report, everywhere());
  return result;
}

TEST(Lanes, OneColumnForEachThreadAndTheCodeAtEachSwitch) {
  EXPECT_EQ(lanes_text(replayed(1), {}),
            "\n ✗ data race\n"
            "   thread 1 wrote 4 bytes at a.cpp:7 while main read them at a.cpp:12. Nothing\n"
            "   orders the two: no lock is held by either.\n"
            "\n"
            "  step main                          thread 1\n"
            "  ──── ────────────────────────────  ────────────────────────────\n"
            "       a.cpp:10  code of line 10;\n"
            "     1 starts\n"
            "       a.cpp:30  code of line 30;\n"
            "     2 creates thread 1\n"
            "     3                               starts\n"
            "                                     a.cpp:7  code of line 7;\n"
            "     4                               ► writes 4\n"
            "       a.cpp:12  code of line 12;\n"
            "     5 ► reads 4\n"
            "\n at the end\n"
            "   thread 1: writes at a.cpp:7, holding no lock\n"
            "   main: reads at a.cpp:12, holding no lock\n"
            "\n");
}

TEST(Lanes, WhoDoesNotTakePartSharesAColumnWhereThereAreMany) {
  const std::string shown = lanes_text(replayed(50), {});
  EXPECT_THAT(shown, HasSubstr("main              thread 1          thread 2          others"));
  EXPECT_THAT(shown, HasSubstr("others"));
  EXPECT_THAT(shown, HasSubstr("50: starts"));
  std::istringstream lines(shown);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 240U);
}

}  // namespace
}  // namespace lockstep::explore
