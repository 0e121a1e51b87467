// The driver that plays scripts on a student's Queue: exercises/ex5-producer-consumer/entry.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
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
constexpr std::size_t wakes_one = 1001;
constexpr std::size_t spins = 1002;
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

bool hangs(std::size_t capacity, const Script& script) {
  Conversation with(FAKE_QUEUE);
  const lockstep::wire::Request request{
      "queue_script", lockstep::wire::encode(std::tuple(capacity, script)), {}};
  with.send(lockstep::wire::frame(lockstep::wire::encode(request)));
  return !with.answers_within(std::chrono::milliseconds(300));
}

TEST(QueueScript, OneTaskPlaysInOrder) {
  EXPECT_EQ(play(2, {{put(1), put(2), get(), close(), put(3), get(), get(), close()}}),
            (Results{{accepted, accepted, got(1), nothing, nothing, got(2), nothing, nothing}}));
  EXPECT_EQ(play(2, {}), Results{});
}

TEST(QueueScript, TasksWaitForEachOther) {
  EXPECT_EQ(play(1, {{get(), get()}, {until_waiting(0, 0), put(5), until_done(0, 0), put(6)}}),
            (Results{{got(5), got(6)}, {nothing, accepted, nothing, accepted}}));
}

TEST(QueueScript, APutThatWaitsIsRefusedByClose) {
  EXPECT_EQ(play(1, {{put(1), put(2)}, {until_waiting(0, 1), close(), get(), get()}}),
            (Results{{accepted, nothing}, {nothing, nothing, got(1), nothing}}));
}

TEST(QueueScript, CatchesACloseThatWakesOnlyOneEveryTime) {
  const Script script{{get()}, {get()}, {until_waiting(0, 0), until_waiting(1, 0), close()}};
  for (int round = 0; round < 4; ++round) EXPECT_TRUE(hangs(wakes_one, script));
  EXPECT_FALSE(hangs(1, script));
}

TEST(QueueScript, GoesOnWhereAQueueSpins) {
  EXPECT_EQ(play(spins, {{get()}, {until_waiting(0, 0), close()}}),
            (Results{{nothing}, {nothing, nothing}}));
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

TEST(QueueScript, RefusesToWaitForAStepThatIsNotThere) {
  Conversation with(FAKE_QUEUE);
  for (const Step& step : {until_done(1, 0), until_waiting(0, 1)}) {
    EXPECT_EQ(with.call("queue_script", std::size_t{1}, Script{{step}}).exception_what,
              "queue_script: a step waits for one that does not exist");
  }
}

#ifdef FAKE_QUEUE_TSAN
TEST(QueueScript, HidesNoRaceAndMakesNone) {
  const Script racing{{put(1), put(2)}, {put(3), get()}};
  EXPECT_THAT(output_of(FAKE_QUEUE_TSAN, unlocked, racing), HasSubstr("data race"));
  const Script ordered{{put(1)}, {until_done(0, 0), put(2)}};
  EXPECT_EQ(output_of(FAKE_QUEUE_TSAN, unlocked, ordered), "");
}
#endif

}  // namespace
