// A wall clock that jumps, the number of processors, and the recorder around a call.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "conversation.hpp"
#include "submission/fake.hpp"

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t hour = 3600 * second;

std::vector<std::string> programs() {
#ifdef FAKE_TSAN
  return {FAKE_PLAIN, FAKE_TSAN};
#else
  return {FAKE_PLAIN};
#endif
}

class WallClock : public ::testing::TestWithParam<std::string> {
 protected:
  fake::Clocks read(std::int64_t jump) {
    with.conditions.wall_clock_jump_ns = jump;
    return with.value<fake::Clocks>("read_clocks");
  }
  Conversation with{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Programs, WallClock, ::testing::ValuesIn(programs()));

void near(std::int64_t value, std::int64_t expected) {
  EXPECT_LT(std::abs(value - expected), 20 * second);
}

TEST_P(WallClock, JumpsAtEveryReadOfEveryWallClock) {
  const fake::Clocks real = read(0);
  near(real.seconds, real.system);
  near(real.of_day, real.system);
  for (const std::int64_t jump : {hour, -hour}) {
    const fake::Clocks jumped = read(jump);
    near(jumped.system, real.system + 1 * jump);
    near(jumped.realtime, real.system + 2 * jump);
    near(jumped.of_day, real.system + 3 * jump);
    near(jumped.seconds, real.system + 4 * jump);
    near(jumped.c11, real.system + 5 * jump);
    near(jumped.steady, real.steady);
  }
}

class Machine : public ::testing::TestWithParam<std::string> {
 protected:
  Conversation with{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Programs, Machine, ::testing::ValuesIn(programs()));

TEST_P(Machine, HasFourProcessorsWhateverItHas) {
  EXPECT_EQ(with.value<std::vector<int>>("processors"), std::vector<int>(5, 4));
  EXPECT_EQ(with.value<int>("page_size"), ::sysconf(_SC_PAGESIZE));
}

TEST_P(WallClock, IsRightAgainInTheNextCall) {
  const fake::Clocks real = read(0);
  read(hour);
  near(read(0).system, real.system);
}

TEST_P(WallClock, JumpsInChildrenToo) {
  const fake::Clocks real = read(0);
  with.conditions.wall_clock_jump_ns = hour;
  near(with.value<std::int64_t>("read_in_child"), real.system + hour);
}

TEST(Recorder, IsAskedOnlyWhereTheCallSaysSo) {
  Conversation with(FAKE_RECORDED);
  EXPECT_EQ(with.call("add", 1, 2).activity, "");
  with.conditions.record_activity = true;
  EXPECT_EQ(with.call("add", 1, 2).activity, "call 1");
  EXPECT_EQ(with.call("add", 1).activity, "");  // never called
  const auto threw = with.call("fail", std::string("int"));
  EXPECT_EQ(threw.activity, "call 2");
  EXPECT_EQ(threw.kind, lockstep::wire::Response::Kind::threw);
}

TEST(Recorder, MayBeMissing) {
  Conversation with(FAKE_PLAIN);
  with.conditions.record_activity = true;
  EXPECT_EQ(with.call("add", 1, 2).activity, "");
}

}  // namespace
