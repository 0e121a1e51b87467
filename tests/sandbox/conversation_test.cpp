// Requests and answers; what comes back is never trusted.
#include <csignal>
#include <fstream>
#include <string>

#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

Running talk(const std::string& name, const Limits& limits = roomy()) {
  std::signal(SIGPIPE, SIG_IGN);  // a program may close its end
  Program program = behaviour(name);
  program.conversation = true;
  return sandbox().start(program, limits);
}

std::uint64_t own_peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}

}  // namespace

TEST(Conversation, ExchangesMessagesOfAnySize) {
  Running running = talk("echo");
  for (const std::size_t size : {0U, 1U, 100U, 65'536U, 1'000'000U, 5'000'000U}) {
    const std::string message(size, 'm');
    const auto answer = running.exchange(message);
    ASSERT_TRUE(answer.has_value()) << size;
    EXPECT_TRUE(*answer == message) << size;
  }
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0));
}

TEST(Conversation, TakesAnswersInPieces) {
  Running running = talk("echo-in-pieces");
  EXPECT_EQ(running.exchange("one"), "one");
  EXPECT_EQ(running.exchange(std::string(5000, 'x')), std::string(5000, 'x'));
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0));
}

TEST(Conversation, HasNoAnswerFromAProgramThatCloses) {
  Running running = talk("close-channel");
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_EQ(running.exchange("another"), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 5));
}

TEST(Conversation, HasNoAnswerFromAProgramThatDoesNotListen) {
  Running running = talk("close-requests");
  EXPECT_EQ(running.exchange(std::string(1'000'000, 'x')), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 6));
}

TEST(Conversation, HasNoAnswerFromAProgramThatEnds) {
  for (const char* name : {"half-an-answer", "no such behaviour", "abort"}) {
    Running running = talk(name);
    EXPECT_EQ(running.exchange("request"), std::nullopt) << name;
    static_cast<void>(running.finish());
  }
}

TEST(Conversation, EndsAProgramThatClaimsTooMuch) {
  Running running = talk("garbage-length");
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::output_limit));
}

TEST(Conversation, EndsAProgramThatSendsTooMuch) {
  Limits limits = roomy();
  limits.response_bytes = kMiB;
  Running running = talk("too-much", limits);
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::output_limit));
}

TEST(Conversation, AnAnswerTooManyIsTampering) {
  Running running = talk("answer-twice");
  EXPECT_EQ(running.exchange("request"), "1");
  const Facts facts = running.finish();
  EXPECT_THAT(facts, EndsWith(Cause::tampering));
}

TEST(Conversation, AnAnswerTooManyIsNotTakenForTheNextOne) {
  Running running = talk("answer-twice");
  EXPECT_EQ(running.exchange("request"), "1");
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::tampering));
}

TEST(Conversation, AnAnswerBeforeTheFirstRequestIsTampering) {
  EXPECT_THAT(talk("answer-early").finish(), EndsWith(Cause::tampering));
}

TEST(Conversation, DoesNotGatherWhatNobodyAskedFor) {
  Limits limits = roomy();
  limits.response_bytes = kMiB;
  const Facts facts = talk("unasked-answers", limits).finish();
  EXPECT_THAT(facts, EndsWith(Cause::output_limit));
  EXPECT_LT(own_peak_bytes(), 300 * kMiB);
}

TEST(Conversation, WaitingForARequestIsNotStuck) {
  for (const char* name : {"echo", "poll-for-requests"}) {
    std::signal(SIGPIPE, SIG_IGN);
    Program program = behaviour(name);
    program.conversation = true;
    program.detect_stuck = true;
    Running running = sandbox().start(program, roomy());
    EXPECT_EQ(running.exchange("one"), "one") << name;
    ::usleep(200'000);
    EXPECT_EQ(running.exchange("two"), "two") << name;
    EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0)) << name;
  }
}

TEST(Conversation, WallLimitHoldsDuringAnExchange) {
  Limits limits = roomy();
  limits.wall = 500ms;
  Running running = talk("sleep", limits);
  EXPECT_EQ(running.exchange("request"), std::nullopt);
  EXPECT_THAT(running.finish(), EndsWith(Cause::wall_limit));
}

}  // namespace sandbox_test
