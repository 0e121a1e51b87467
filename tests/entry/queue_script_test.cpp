// The driver that plays scripts on a student's Queue: exercises/ex5-producer-consumer/entry.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/wire/frame.hpp>
#include <vector>

#include "conversation.hpp"
#include "queue_script.hpp"

namespace {

using namespace ex5::script;
using ex5::Step;
using ex5::StepResult;
using Script = std::vector<std::vector<Step>>;
using Results = std::vector<std::vector<StepResult>>;
using ::testing::HasSubstr;

constexpr std::size_t null_queue = 1000;
constexpr std::size_t unlocked = 1003;

const StepResult accepted{true, {}};
const StepResult nothing{};
StepResult got(int item) { return {false, item}; }

Results play(std::size_t capacity, const Script& script) {
  Conversation with(FAKE_QUEUE);
  return with.value<Results>("queue_script", capacity, script);
}

/// Plays on another program and returns what it printed.
std::string output_of(const char* program, std::size_t capacity, const Script& script) {
  Conversation with(program);
  with.call("queue_script", capacity, script);
  return with.finish().output;
}

TEST(QueueScript, OneTaskPlaysInOrder) {
  EXPECT_EQ(play(2, {{put(1), put(2), get(), close(), put(3), get(), get(), close()}}),
            (Results{{accepted, accepted, got(1), nothing, nothing, got(2), nothing, nothing}}));
  EXPECT_EQ(play(2, {}), Results{});
}

TEST(QueueScript, EachTaskIsAThread) {
  EXPECT_EQ(play(1, {{get(), get()}, {put(5), put(6)}}),
            (Results{{got(5), got(6)}, {accepted, accepted}}));
}

TEST(QueueScript, LetsTheQueuesExceptionsThrough) {
  Conversation with(FAKE_QUEUE);
  EXPECT_EQ(with.call("queue_script", std::size_t{0}, Script{}).exception_type,
            "std::invalid_argument");
}

TEST(QueueScript, SaysThatThereIsNoQueue) {
  Conversation with(FAKE_QUEUE);
  EXPECT_EQ(with.call("queue_script", null_queue, Script{}).exception_what,
            "make_queue returned no queue (a null pointer)");
}

#ifdef FAKE_QUEUE_TSAN
TEST(QueueScript, HidesNoRaceAndMakesNone) {
  const Script racing{{put(1), put(2)}, {put(3), get()}};
  EXPECT_THAT(output_of(FAKE_QUEUE_TSAN, unlocked, racing), HasSubstr("data race"));
  EXPECT_EQ(output_of(FAKE_QUEUE_TSAN, 4, racing), "");
}
#endif

}  // namespace
