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
  for (const char name : std::string("abcd")) request(Share::together, name);
  EXPECT_EQ(started, "ab");
  slots.release();
  EXPECT_EQ(started, "abc");
}

TEST_F(SlotsOfTwo, AMeasurementWaitsUntilNothingElseRunsOrWantsTo) {
  request(Share::together, 'a');
  request(Share::alone, 'T');
  request(Share::together, 'b');
  EXPECT_EQ(started, "ab");
  slots.release();
  EXPECT_EQ(started, "ab");
  slots.release();
  EXPECT_EQ(started, "abT");
}

TEST_F(SlotsOfTwo, NothingStartsBesideAMeasurement) {
  request(Share::alone, 'S');
  request(Share::alone, 'T');
  request(Share::together, 'a');
  EXPECT_EQ(started, "S");
  slots.release();
  EXPECT_EQ(started, "Sa");
  slots.release();
  EXPECT_EQ(started, "SaT");
}

TEST_F(SlotsOfTwo, AStartMayAskForMoreAtOnce) {
  slots.request(Share::together, [this] {
    started += 'a';
    request(Share::together, 'b');
  });
  EXPECT_EQ(started, "ab");
}

}  // namespace
}  // namespace lockstep::session
