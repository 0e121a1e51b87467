// Stuck is who waits for ever, and nobody else.
#include <atomic>
#include <thread>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

Facts watch(const std::string& name, const std::vector<std::string>& arguments = {}) {
  Program program = behaviour(name, arguments);
  program.detect_stuck = true;
  Limits limits = roomy();
  limits.wall = 15s;
  return run(program, limits);
}

/// The machine is busy while this lives.
class Load {
 public:
  Load() {
    for (int i = 0; i < 4; ++i) {
      threads_.emplace_back([this] {
        while (!over_) {
        }
      });
    }
  }
  ~Load() {
    over_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

 private:
  std::atomic<bool> over_{false};
  std::vector<std::thread> threads_;
};

void expect_stuck_in(const std::string& name, Wait wait) {
  const Facts facts = watch(name);
  EXPECT_THAT(facts, EndsWith(Cause::stuck)) << name;
  ASSERT_EQ(facts.waiting.size(), 1U) << name;
  EXPECT_EQ(facts.waiting[0].wait, wait) << name;
  EXPECT_TRUE(facts.waiting[0].main_thread) << name;
  EXPECT_FALSE(facts.waiting[0].in_child) << name;
}

}  // namespace

TEST(Stuck, OnALock) {
  expect_stuck_in("self-lock", Wait::lock);
  expect_stuck_in("lost-wakeup", Wait::lock);
  expect_stuck_in("empty-semaphore", Wait::lock);
  expect_stuck_in("atomic-wait", Wait::lock);
  expect_stuck_in("system-v-semaphore", Wait::lock);
}

TEST(Stuck, OnAChannel) {
  expect_stuck_in("silent-pipe", Wait::pipe_read);
  expect_stuck_in("poll-silent-pipe", Wait::pipe_read);
  expect_stuck_in("silent-socket", Wait::pipe_read);
  expect_stuck_in("open-fifo", Wait::pipe_read);
  expect_stuck_in("empty-queue", Wait::pipe_read);
}

TEST(Stuck, OnAFileLock) { expect_stuck_in("file-lock", Wait::file_lock); }

TEST(Stuck, OnASignalThatNobodySends) { expect_stuck_in("wait-for-signal", Wait::other); }

TEST(Stuck, AlsoWithTimersThatOnlyRunWithTheProcessor) {
  expect_stuck_in("profiled", Wait::other);
  expect_stuck_in("virtual-alarm", Wait::other);
}

TEST(Stuck, OnEachOthersLocks) {
  const Facts facts = watch("crossed-locks");
  EXPECT_THAT(facts, EndsWith(Cause::stuck));
  ASSERT_EQ(facts.waiting.size(), 3U);
  for (const Waiting& one : facts.waiting) EXPECT_EQ(one.wait, Wait::lock);
}

TEST(Stuck, AParentThatWaitsForChildrenWhoseOutputItDoesNotRead) {
  const Facts facts = watch("full-pipe", {"3"});
  EXPECT_THAT(facts, EndsWith(Cause::stuck));
  ASSERT_EQ(facts.waiting.size(), 4U);
  for (const Waiting& one : facts.waiting) {
    EXPECT_EQ(one.wait, one.in_child ? Wait::pipe_write : Wait::child);
  }
}

TEST(Stuck, AChildThatHoldsItsOwnPipeOpen) {
  EXPECT_THAT(watch("child-waits"), EndsWith(Cause::stuck));
}

TEST(Stuck, WithoutItsMainThread) { EXPECT_THAT(watch("main-left"), EndsWith(Cause::stuck)); }

TEST(Stuck, OnlyWhereAskedFor) {
  Limits limits = roomy();
  limits.wall = 500ms;
  EXPECT_THAT(run("self-lock", {}, limits), EndsWith(Cause::wall_limit));
}

TEST(NotStuck, WhoSleeps) {
  EXPECT_THAT(watch("sleeping-threads"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("sleeping-child"), EndsWith(Cause::exited, 0));
}

TEST(NotStuck, WhoWaitsForATime) {
  EXPECT_THAT(watch("timed-waits"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("timed-polls"), EndsWith(Cause::exited, 0));
}

TEST(NotStuck, WhoHasATimer) {
  EXPECT_THAT(watch("read-timer"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("poll-timer"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("posix-timer"), EndsWith(Cause::exited, 0));
}

TEST(NotStuck, WhoHasSetAnAlarm) {
  EXPECT_THAT(watch("alarm"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("semaphore-posted-by-alarm"), EndsWith(Cause::exited, 0));
}

TEST(NotStuck, WhoWaitsForAStoppedChildThatIsToContinue) {
  EXPECT_THAT(watch("stopped-child"), EndsWith(Cause::exited, 0));
}

TEST(NotStuck, WhoWaitsForAChildThatStillEnds) {
  const Load load;
  for (int i = 0; i < 4; ++i) {
    EXPECT_THAT(watch("children-that-end-late", {"12"}), EndsWith(Cause::exited, 0));
  }
}

TEST(NotStuck, WhoIsAboutToBeWoken) {
  const Load load;
  EXPECT_THAT(watch("ping-pong", {"2000"}), EndsWith(Cause::exited, 0));
  EXPECT_THAT(watch("pipe-ping-pong", {"2000"}), EndsWith(Cause::exited, 0));
}

}  // namespace sandbox_test
