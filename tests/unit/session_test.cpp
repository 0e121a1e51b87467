// Who may work at the same time as whom.
#include <lockstep/session/slots.hpp>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::session {
namespace {

class SlotsOfTwo : public ::testing::Test {
 protected:
  void request(Share share, char name) {
    slots.request(share, [this, name] { started += name; });
  }

  Slots slots{2};
  std::string started;
};

TEST_F(SlotsOfTwo, StartAtMostTwoInTheOrderOfTheirRequests) {
  for (const char name : std::string("abcd")) request(Share::plain, name);
  EXPECT_EQ(started, "ab");
  slots.release(Share::plain);
  EXPECT_EQ(started, "abc");
}

TEST_F(SlotsOfTwo, AMeasurementGoesFirst) {
  request(Share::plain, 'a');
  request(Share::plain, 'b');
  request(Share::plain, 'c');
  request(Share::measured, 'T');
  slots.release(Share::plain);
  EXPECT_EQ(started, "abT");
}

TEST_F(SlotsOfTwo, NoTwoMeasureAtOnce) {
  request(Share::measured, 'S');
  request(Share::measured, 'T');
  request(Share::plain, 'a');
  EXPECT_EQ(started, "Sa");
  slots.release(Share::plain);
  EXPECT_EQ(started, "Sa");
  slots.release(Share::measured);
  EXPECT_EQ(started, "SaT");
}

TEST_F(SlotsOfTwo, AStartMayAskForMoreAtOnce) {
  slots.request(Share::plain, [this] {
    started += 'a';
    request(Share::plain, 'b');
  });
  EXPECT_EQ(started, "ab");
}

}  // namespace
}  // namespace lockstep::session
