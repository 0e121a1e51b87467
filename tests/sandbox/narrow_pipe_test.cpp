// Pipes that hold little: who waits before it drains is found out.
#include <csignal>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

Facts narrow(const std::string& name, const std::vector<std::string>& arguments = {}) {
  Program program = behaviour(name, arguments);
  program.observe.pipe_bytes = 512;
  program.detect_stuck = true;
  return run(program);
}

}  // namespace

TEST(NarrowPipe, WaitingBeforeDrainingIsStuck) {
  const Facts facts = narrow("wait-then-drain", {"pipe", "20"});
  EXPECT_THAT(facts, EndsWith(Cause::stuck));
  ASSERT_EQ(facts.waiting.size(), 2U);
  for (const Waiting& one : facts.waiting) {
    EXPECT_EQ(one.wait, one.in_child ? Wait::pipe_write : Wait::child);
  }
  EXPECT_THAT(narrow("wait-then-drain", {"socket", "200"}), EndsWith(Cause::stuck));
}

TEST(NarrowPipe, WhatFitsDoesNotBlock) {
  const Facts facts = narrow("wait-then-drain", {"pipe", "8"});
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output, "512\n");
}

TEST(NarrowPipe, WideOnesAreAsTheKernelHasThem) {
  const Facts facts = run("wait-then-drain", {"pipe", "20"});
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output, "1280\n");
}

TEST(NarrowPipe, DrainingBeforeWaitingPasses) {
  for (const char* kind : {"pipe", "socket"}) {
    const Facts facts = narrow("drain-then-wait", {kind, "300"});
    EXPECT_THAT(facts, EndsWith(Cause::exited, 0)) << kind;
    EXPECT_EQ(facts.output, "19200\n") << kind;
  }
}

TEST(NarrowPipe, AReaderThatIsFasterThanTheSupervisorIsNotStuck) {
  for (int i = 0; i < 40; ++i) {
    EXPECT_THAT(narrow("drain-then-wait", {"pipe", "100"}), EndsWith(Cause::exited, 0));
  }
}

TEST(NarrowPipe, ALargePiecePasses) {
  const Facts facts = narrow("large-piece");
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output, "1048576\n");
}

TEST(NarrowPipe, ANonBlockingWriterIsToldToComeAgain) {
  EXPECT_EQ(narrow("non-blocking-writer").output, "8 EAGAIN\n");
  EXPECT_EQ(narrow("vector-writer").output, "8 EAGAIN\n");
}

TEST(NarrowPipe, AWriterWhoseReaderLeavesIsEnded) {
  EXPECT_THAT(narrow("reader-leaves", {"20"}), EndsWith(Cause::exited, 100 + SIGPIPE));
}

TEST(NarrowPipe, AWriterThatIsInterruptedLosesNothing) {
  const Facts facts = narrow("interrupted-writer");
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output, "1280\n");
}

TEST(NarrowPipe, OutputAndConversationAreNotNarrowed) {
  EXPECT_EQ(narrow("flood", {"1", "100000"}).output.size(), 102'400U);
  Program program = behaviour("echo");
  program.conversation = true;
  program.observe.pipe_bytes = 512;
  Running running = sandbox().start(program, roomy());
  EXPECT_EQ(running.exchange(std::string(300'000, 'x')), std::string(300'000, 'x'));
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0));
}

}  // namespace sandbox_test
