#include <lockstep/suite/explore.hpp>

#include <chrono>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::suite {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

std::string recorded(const std::string& name) {
  std::ifstream file(std::string(LOCKSTEP_REPORTS) + "/" + name + ".txt", std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

auto At(const std::string& file, int line) {
  return testing::AllOf(Field(&verdict::Place::file, file), Field(&verdict::Place::line, line));
}

/// The two accesses of a report with one race, the other way round.
std::string turned_round(const std::string& report) {
  const std::size_t first = report.find("  Read of size");
  const std::size_t second = report.find("  Previous write of size");
  const std::size_t end = report.find("\n\n", second) + 2;
  std::string read = report.substr(first, second - first);
  std::string write = report.substr(second, end - second);
  write.replace(0, 16, "  Write");
  read.replace(0, 7, "  Previous read ");
  return report.substr(0, first) + write + read + report.substr(end);
}

class Recorded : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] std::vector<Race> races(const std::string& name) const {
    return races_in(recorded(name + "_" + GetParam()));
  }
};
INSTANTIATE_TEST_SUITE_P(Compilers, Recorded, testing::Values("gcc", "clang"));

TEST_P(Recorded, CounterNamesTheVariableAndTheLineOnce) {
  const auto found = races("counter");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].sentence,
            "one thread wrote `counter` at counter.cpp:4 while another used it there, and nothing "
            "orders the two: no lock is held by both.");
  EXPECT_THAT(found[0].places, ElementsAre(At("counter.cpp", 4)));
}

TEST_P(Recorded, QueueShowsTheStudentsLinesInsteadOfTheLibrarys) {
  const auto found = races("queue");
  ASSERT_FALSE(found.empty());  // with clang there is a second one that lost a frame
  EXPECT_EQ(found.front().sentence,
            "one thread wrote `results` at queue.cpp:4 while another read it at queue.cpp:11, and "
            "nothing orders the two: no lock is held by both.");
  EXPECT_THAT(found.front().places, ElementsAre(At("queue.cpp", 4), At("queue.cpp", 11)));
}

TEST_P(Recorded, AtomicAccessAgainstAPlainOneIsARace) {
  const auto found = races("atomic");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].places, ElementsAre(At("atomic.cpp", 8), At("atomic.cpp", 10)));
}

TEST_P(Recorded, UseAfterAnotherThreadsFreeIsTheSameWhicheverCameFirst) {
  const auto found = races("freed");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].sentence,
            "one thread freed memory at freed.cpp:6, and nothing makes it wait until another is "
            "done with it at freed.cpp:8.");
  const auto later = races("freed_later");
  ASSERT_THAT(later, SizeIs(1));
  EXPECT_EQ(later[0].sentence,
            "one thread freed memory at freed2.cpp:6, and nothing makes it wait until another is "
            "done with it at freed2.cpp:7.");
}

TEST_P(Recorded, RaceWhollyInLibraryCodeIsLeftOut) { EXPECT_THAT(races("library"), IsEmpty()); }

TEST(RaceReport, DoesNotHangOnWhichAccessCameFirst) {
  for (const char* name : {"counter_gcc", "atomic_gcc"}) {
    std::string report = replaced(recorded(name), "atomic write", "write");
    const std::string turned = turned_round(report);
    EXPECT_NE(report, turned);
    EXPECT_EQ(races_in(report), races_in(turned)) << turned;
  }
}

TEST(RaceReport, DoesNotHangOnWhichHalfOfAnIncrementWasCaught) {
  const std::string report = recorded("counter_gcc");
  const std::string writes = replaced(report, "  Read of size", "  Write of size");
  EXPECT_EQ(races_in(report), races_in(writes));
  EXPECT_EQ(races_in(report), races_in(writes + report));
}

TEST(RaceReport, SameLineInTwoFilesHasAnOrder) {
  const std::string report = recorded("counter_gcc");
  const std::size_t first = report.find("counter.cpp:4");
  std::string other = report;
  other.replace(first, 11, "another.cpp");
  const auto found = races_in(other);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].places, ElementsAre(At("another.cpp", 4), At("counter.cpp", 4)));
  EXPECT_EQ(found, races_in(turned_round(other)));
}

TEST(RaceReport, OneAccessWithoutAStackStillIsARace) {
  std::string report = recorded("counter_gcc");
  const std::size_t stack = report.find("    #0 work()", report.find("Previous write"));
  const std::size_t end = report.find("\n\n", stack);
  report.replace(stack, end - stack, "    [failed to restore the stack]");
  const auto found = races_in(report);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].sentence,
            "one thread read `counter` at counter.cpp:4, and nothing orders the two: no lock is "
            "held by both.");
}

TEST(RaceReport, OtherThreadsUseAfterTheirOwnFreeIsNoRace) {
  EXPECT_THAT(races_in(replaced(recorded("freed_gcc"), "by main thread", "by thread T1")),
              IsEmpty());
}

TEST(RaceReport, OutputOfTheProgramBetweenTheLinesDoesNotHideTheRace) {
  const std::string report = recorded("counter_gcc");
  const auto expected = races_in(report);
  EXPECT_EQ(races_in(replaced(report, "\n", "\nsum = 12\n")), expected);
  EXPECT_EQ(races_in(replaced(report, "\n", "\n\n")), expected);
  EXPECT_EQ(races_in("sum = " + replaced(report, "    #0 work", "12    #0 work")), expected);
}

TEST(RaceReport, NoReportNoRace) {
  EXPECT_THAT(races_in(""), IsEmpty());
  EXPECT_THAT(races_in("sum = 12\n"), IsEmpty());
  EXPECT_THAT(races_in("WARNING: ThreadSanitizer: data race"), IsEmpty());
  EXPECT_THAT(races_in("WARNING: ThreadSanitizer: thread leak (pid=1)\n"), IsEmpty());
}

TEST(RaceReport, CutAnywhereItIsStillRead) {
  const std::string report = recorded("counter_gcc");
  for (std::size_t size = 0; size < report.size(); ++size) {
    EXPECT_LE(races_in(report.substr(0, size)).size(), 1U);
  }
}

TEST(RaceReport, HostileTextTakesNoTime) {
  constexpr std::size_t kMegabyte = 1U << 20U;
  std::vector<std::string> hostile{
      std::string(kMegabyte, '#'), std::string(kMegabyte, '\n'), std::string(kMegabyte, '\0'),
      "WARNING: ThreadSanitizer: data race\n  Write of size 4 by " + std::string(kMegabyte, 'x'),
      replaced(recorded("counter_gcc"), "work()", std::string(kMegabyte, ':'))};
  for (const std::string unit :
       {"WARNING: ThreadSanitizer: data race",
        "WARNING: ThreadSanitizer: data race\n  Write of size ", "/lockstep/submission/",
        "\nSUMMARY: ThreadSanitizer", " of size  by ",
        "    #0 free /lockstep/submission/a:99999999999999999999\n"}) {
    std::string text;
    while (text.size() < kMegabyte) text += unit;
    hostile.push_back(text);
    hostile.push_back(recorded("counter_gcc") + text);
  }
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& text : hostile) EXPECT_LE(races_in(text).size(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace lockstep::suite
