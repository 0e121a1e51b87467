// How an array is cut into tasks, and what is read from Slurm's answers.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chunks.hpp"
#include "slurm.hpp"

namespace lockstep::batch {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;
using ::testing::SizeIs;

TEST(Tasks, AreAsManyAsPlaces) {
  EXPECT_EQ(number_of_tasks(167, 2, 0), 2);
  EXPECT_EQ(number_of_tasks(40, 1, 0), 1);
}

TEST(Tasks, AreAMultipleOfThePlacesWhereOneWouldLastTooLong) {
  EXPECT_EQ(number_of_tasks(1001, 5, 0), 15);
}

TEST(Tasks, AreFewerWhereOneWouldBeOverAtOnce) {
  EXPECT_EQ(number_of_tasks(40, 64, 0), 5);
  EXPECT_EQ(number_of_tasks(3, 64, 0), 1);
}

TEST(Tasks, AreNotOnlyFewWhereNothingIsFree) { EXPECT_EQ(number_of_tasks(100, 0, 0), 5); }

TEST(Tasks, HoldNoMoreThanTold) { EXPECT_EQ(number_of_tasks(13, 1, 4), 4); }

TEST(Tasks, AreNeverMoreThanSlurmTakes) { EXPECT_EQ(number_of_tasks(2500, 1, 1), 1000); }

TEST(Chunks, HoldSmallAndLargeOnesAlike) {
  const std::vector<Weighed> contents{{"a", 10}, {"b", 5}, {"c", 900}, {"d", 800}, {"e", 7}};
  EXPECT_THAT(dealt_out(contents, 2),
              ElementsAre(ElementsAre("b", "d", "c"), ElementsAre("e", "a")));
}

TEST(Chunks, HoldEachContentOnce) {
  std::vector<Weighed> contents;
  for (int i = 0; i < 100; ++i) contents.push_back({std::to_string(i), 1});
  std::set<std::string> all;
  for (const auto& chunk : dealt_out(contents, 7)) {
    EXPECT_THAT(chunk.size(), AllOf(Ge(14U), Le(15U)));
    all.insert(chunk.begin(), chunk.end());
  }
  EXPECT_THAT(all, SizeIs(100));
}

// As Slurm 22.05 prints it.
constexpr auto kListing =
    "n1|short*|2/6/0/8|mixed|16000\n"
    "n1|all|2/6/0/8|mixed|16000\n"
    "n2|short*|0/8/0/8|idle|8000\n"
    "n3|short*|0/0/8/8|down*|8000\n"
    "n4|all|0/4/0/4|idle|32000\n"
    "n5|all|4/0/0/4|allocated|4000\n";

TEST(Places, AreThoseOfNodesThatCanBeUsedInThePartition) {
  EXPECT_EQ(room_in(kListing, "", 1), (Room{14, 8000}));
  EXPECT_EQ(room_in(kListing, "all", 2), (Room{5, 4000}));
  EXPECT_EQ(room_in(kListing, "all,short", 2).places, 9) << "a node of two partitions counts once";
  EXPECT_EQ(room_in(kListing, "none", 1), Room{});
}

TEST(Places, DoNotSpreadOneTaskOverNodes) { EXPECT_EQ(room_in(kListing, "", 5).places, 2); }

TEST(Places, OfWhatIsNoListingAreNone) {
  EXPECT_EQ(room_in("slurm_load_partitions: error\n", "", 1), Room{});
  EXPECT_EQ(room_in("n1|short*|many|idle|lots\n", "", 1), Room{});
}

TEST(Options, AreFoundInEveryForm) {
  EXPECT_EQ(option_value({"--exclusive", "--partition=short"}, "partition", 'p'), "short");
  EXPECT_EQ(option_value({"-pshort"}, "partition", 'p'), "short");
  EXPECT_EQ(option_value({"-p", "short", "--partition", "long"}, "partition", 'p'), "long");
  EXPECT_EQ(option_value({"--partition"}, "partition", 'p'), "");
  EXPECT_EQ(option_value({"--prolog=x"}, "partition", 'p'), "");
}

}  // namespace
}  // namespace lockstep::batch
