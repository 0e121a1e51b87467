// Who may work at the same time as whom, and on which processors.
#include <lockstep/session/processors.hpp>
#include <lockstep/session/slots.hpp>

#include <future>
#include <set>
#include <string>

#include <sched.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::session {
namespace {

class SlotsOfTwo : public ::testing::Test {
 protected:
  void request(Share share, char name) {
    slots.request(share, [this, name](unsigned slot) {
      started += name;
      last = slot;
    });
  }

  Slots slots{2};
  std::string started;
  unsigned last = 0;  // the slot of the last one that was started
};

TEST_F(SlotsOfTwo, StartAtMostTwoInTheOrderOfTheirRequests) {
  for (const char name : std::string("abcd")) request(Share::plain, name);
  EXPECT_EQ(started, "ab");
  slots.release(Share::plain, 1);
  EXPECT_EQ(started, "abc");
}

TEST_F(SlotsOfTwo, AMeasurementGoesFirst) {
  request(Share::plain, 'a');
  request(Share::plain, 'b');
  request(Share::plain, 'c');
  request(Share::measured, 'T');
  slots.release(Share::plain, 0);
  EXPECT_EQ(started, "abT");
}

TEST_F(SlotsOfTwo, NoTwoMeasureAtOnce) {
  request(Share::measured, 'S');
  request(Share::measured, 'T');
  request(Share::plain, 'a');
  EXPECT_EQ(started, "Sa");
  slots.release(Share::plain, 1);
  EXPECT_EQ(started, "Sa");
  slots.release(Share::measured, 0);
  EXPECT_EQ(started, "SaT");
}

TEST_F(SlotsOfTwo, AStartMayAskForMoreAtOnce) {
  slots.request(Share::plain, [this](unsigned) {
    started += 'a';
    request(Share::plain, 'b');
  });
  EXPECT_EQ(started, "ab");
}

TEST_F(SlotsOfTwo, HaveNumbersThatAreFree) {
  for (const char name : std::string("abcd")) request(Share::plain, name);
  EXPECT_EQ(last, 1U);
  slots.release(Share::plain, 0);
  EXPECT_EQ(last, 0U);
  slots.release(Share::plain, 1);
  EXPECT_EQ(last, 1U);
}

/// Claims are names in a network namespace. In one of our own no grader takes any meanwhile; that
/// needs root.
class ProcessorsOfJobs : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { static_cast<void>(::unshare(CLONE_NEWNET)); }
};

cpu_set_t allowed() {
  cpu_set_t result;
  CPU_ZERO(&result);
  ::sched_getaffinity(0, sizeof result, &result);
  return result;
}

/// The processors of one job for a caller who may use all; `meanwhile` runs while it has them.
template <typename Meanwhile>
cpu_set_t of_one_job(const cpu_set_t& all, Meanwhile meanwhile) {
  const auto take = [&] {
    ::sched_setaffinity(0, sizeof all, &all);
    const Processors one(1);
    const cpu_set_t result = allowed();
    meanwhile();
    return result;
  };
  return std::async(std::launch::async, take).get();
}

TEST_F(ProcessorsOfJobs, TwoCallersNeverShareOne) {
  const cpu_set_t all = allowed();
  if (CPU_COUNT(&all) < 2) GTEST_SKIP() << "one processor";
  cpu_set_t second;
  const cpu_set_t first = of_one_job(all, [&] { second = of_one_job(all, [] {}); });
  EXPECT_EQ(CPU_COUNT(&first), 1);
  EXPECT_EQ(CPU_COUNT(&second), 1);
  EXPECT_FALSE(CPU_EQUAL(&first, &second));
}

TEST_F(ProcessorsOfJobs, AreGivenBack) {
  const cpu_set_t all = allowed();
  const cpu_set_t first = of_one_job(all, [] {});
  const cpu_set_t second = of_one_job(all, [] {});
  EXPECT_TRUE(CPU_EQUAL(&first, &second));
}

TEST_F(ProcessorsOfJobs, AreAllWhereNoneIsLeft) {
  const cpu_set_t all = allowed();
  if (CPU_COUNT(&all) != 2) GTEST_SKIP() << "not two processors";
  cpu_set_t third;
  of_one_job(all, [&] { of_one_job(all, [&] { third = of_one_job(all, [] {}); }); });
  EXPECT_TRUE(CPU_EQUAL(&third, &all));
}

TEST_F(ProcessorsOfJobs, AreOneForEachWhereThereAreAsMany) {
  const cpu_set_t all = allowed();
  const auto count = static_cast<unsigned>(CPU_COUNT(&all));
  const Processors placed(count, Placement::fixed);
  std::set<int> places;
  for (unsigned job = 0; job < count; ++job) places.insert(placed.of(job));
  EXPECT_EQ(places.size(), count);
  EXPECT_TRUE(CPU_ISSET(static_cast<std::size_t>(placed.of(0)), &all));
  EXPECT_EQ(placed.of(count), -1);
  EXPECT_EQ(Processors(count + 1, Placement::fixed).of(0), -1) << "jobs that share";
  EXPECT_EQ(Processors(count).of(0), -1);
}

}  // namespace
}  // namespace lockstep::session
