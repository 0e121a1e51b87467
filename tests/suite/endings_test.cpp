#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts.hpp"

namespace lockstep::suite {
namespace {

using sandbox::Cause;
using sandbox::Wait;
using test::run_ended_by;
using verdict::Word;

class Endings : public testing::Test {
 protected:
  void SetUp() override { test::use_setup(); }

  static verdict::Finding failure(const RawRun& run) {
    const auto finding = failure_of(run);
    EXPECT_TRUE(finding);
    if (!finding) return {};
    test::expect_plain_words(*finding);
    EXPECT_TRUE(finding->message.starts_with("f(3): ")) << finding->message;
    return *finding;
  }
};

TEST_F(Endings, NoFailureWhereEverythingReturned) {
  EXPECT_FALSE(failure_of(test::returned_run()));
  EXPECT_FALSE(failure_of(test::returned_run(4)));
}

TEST_F(Endings, EveryCauseHasItsWord) {
  EXPECT_EQ(failure(run_ended_by(Cause::exited, 0)).word, Word::crash);
  EXPECT_EQ(failure(run_ended_by(Cause::exited, 3)).word, Word::crash);
  EXPECT_EQ(failure(run_ended_by(Cause::exited, wire::exit_no_channel)).word, Word::tampering);
  EXPECT_EQ(failure(run_ended_by(Cause::signalled, SIGSEGV)).word, Word::crash);
  EXPECT_EQ(failure(run_ended_by(Cause::wall_limit)).word, Word::wall_limit);
  EXPECT_EQ(failure(run_ended_by(Cause::cpu_limit)).word, Word::cpu_limit);
  EXPECT_EQ(failure(run_ended_by(Cause::memory_limit)).word, Word::memory_limit);
  EXPECT_EQ(failure(run_ended_by(Cause::output_limit)).word, Word::output_limit);
  EXPECT_EQ(failure(run_ended_by(Cause::stuck)).word, Word::deadlock);
}

TEST_F(Endings, LimitsAreNamedWithTheirSize) {
  EXPECT_EQ(failure(run_ended_by(Cause::wall_limit)).message, "f(3): did not end within 2.5 s.");
  EXPECT_EQ(failure(run_ended_by(Cause::cpu_limit)).message,
            "f(3): used more than 8 s of CPU time and was ended.");
  EXPECT_EQ(failure(run_ended_by(Cause::memory_limit)).message,
            "f(3): used more than 256 MiB of memory and was ended.");
  RawRun shorter = run_ended_by(Cause::wall_limit);
  shorter.how.wall = std::chrono::milliseconds(300);
  EXPECT_EQ(failure(shorter).message, "f(3): did not end within 0.3 s.");
}

TEST_F(Endings, EverySignalHasASentence) {
  for (int signal = 1; signal < 65; ++signal) {
    EXPECT_EQ(failure(run_ended_by(Cause::signalled, signal)).word, Word::crash) << signal;
  }
  EXPECT_THAT(failure(run_ended_by(Cause::signalled, SIGSEGV)).message,
              testing::HasSubstr("segmentation fault"));
}

TEST_F(Endings, AbortOfAnUncaughtExceptionIsOne) {
  RawRun run = run_ended_by(Cause::signalled, SIGABRT);
  EXPECT_EQ(failure(run).word, Word::crash);
  run.facts.errors =
      "my output\nterminate called after throwing an instance of 'std::runtime_error'\n"
      "  what():  full\nmore\n";
  const verdict::Finding finding = failure(run);
  EXPECT_EQ(finding.word, Word::uncaught_exception);
  EXPECT_EQ(finding.message,
            "f(3): terminate called after throwing an instance of 'std::runtime_error'   what():  "
            "full.");
  run.facts.errors = "terminate called without an active exception\n";
  EXPECT_EQ(failure(run).word, Word::crash);
}

TEST_F(Endings, DeadlockSaysWhoWaitsForWhat) {
  RawRun run = run_ended_by(Cause::stuck);
  run.facts.waiting = {{false, true, Wait::child},
                       {true, true, Wait::pipe_write},
                       {true, true, Wait::pipe_write},
                       {false, false, Wait::lock}};
  const verdict::Finding finding = failure(run);
  EXPECT_EQ(
      finding.message,
      "f(3): nothing can go on any more: the main thread waits for a child process to end; "
      "several child processes wait to write into a channel that is full; one thread waits for a "
      "lock, a condition, or another thread to end.");
  EXPECT_THAT(finding.advice, testing::HasSubstr("channel"));
}

TEST_F(Endings, LimitsOfTasksFilesAndAnswersAreNamed) {
  const verdict::Finding tasks = failure(run_ended_by(Cause::process_limit));
  EXPECT_EQ(tasks.word, Word::process_limit);
  EXPECT_EQ(tasks.message, "f(3): wanted more than 128 threads and processes at the same time.");
  const verdict::Finding file = failure(run_ended_by(Cause::file_limit, SIGXFSZ));
  EXPECT_EQ(file.word, Word::output_limit);
  EXPECT_EQ(file.message, "f(3): wrote a file of more than 64 MiB and was ended.");
  const verdict::Finding forged = failure(run_ended_by(Cause::tampering));
  EXPECT_EQ(forged.word, Word::tampering);
  EXPECT_THAT(forged.message, testing::HasSubstr("no answer to a request"));
}

TEST_F(Endings, AForgedAnswerIsTamperingThoughTheCallReturned) {
  RawRun run = test::returned_run();
  run.facts.ending = {Cause::tampering, 0};
  EXPECT_EQ(failure(run).word, Word::tampering);
}

TEST_F(Endings, ThrownExceptionIsNamed) {
  RawRun run = test::returned_run(2);
  run.outcomes[1].response->kind = wire::Response::Kind::threw;
  run.outcomes[1].response->exception_type = "std::out_of_range";
  run.outcomes[1].response->exception_what = "at";
  const verdict::Finding finding = failure(run);
  EXPECT_EQ(finding.word, Word::uncaught_exception);
  EXPECT_EQ(finding.message, "f(3): threw std::out_of_range (at).");
}

TEST_F(Endings, AnswerThatIsNoneIsTampering) {
  for (const auto kind :
       {wire::Response::Kind::unknown_function, wire::Response::Kind::bad_request}) {
    RawRun run = test::returned_run();
    run.outcomes[0].response->kind = kind;
    EXPECT_EQ(failure(run).word, Word::tampering);
  }
}

TEST_F(Endings, ProcessThatNeverCameUpIsAFailure) {
  RawRun run = run_ended_by(Cause::signalled, SIGSEGV);
  run.outcomes.clear();
  EXPECT_EQ(failure(run).word, Word::crash);
  run.facts.ending = {Cause::exited, 0};
  EXPECT_EQ(failure(run).word, Word::crash);
}

TEST_F(Endings, DyingAfterTheLastAnswerIsAFailure) {
  RawRun run = test::returned_run();
  run.facts.ending = {Cause::signalled, SIGSEGV};
  EXPECT_EQ(failure(run).word, Word::crash);
}

}  // namespace
}  // namespace lockstep::suite
