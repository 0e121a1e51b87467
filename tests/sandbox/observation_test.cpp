// Starts and ends of tasks, seen exactly; and held, where that is asked for.
#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

using Arguments = std::vector<std::string>;

/// Calls the behaviour `calls` times in one process, with a mark before each.
class Calls {
 public:
  Calls(const std::string& name, const Arguments& arguments, Observation observe) {
    Arguments all{name};
    all.insert(all.end(), arguments.begin(), arguments.end());
    Program program = behaviour("serve", all);
    program.conversation = true;
    program.detect_stuck = true;
    program.observe = observe;
    program.observe.tasks = true;
    running_ = std::make_unique<Running>(sandbox().start(program, roomy()));
  }

  Tasks next() {
    running_->mark();
    EXPECT_EQ(running_->exchange(""), "");
    return running_->tasks();
  }
  Inventory inventory() { return running_->inventory(); }
  Facts finish() { return running_->finish(); }

 private:
  std::unique_ptr<Running> running_;
};

Tasks tasks_of(const std::string& name, const Arguments& arguments = {}, Observation observe = {}) {
  Calls calls(name, arguments, observe);
  const Tasks tasks = calls.next();
  EXPECT_THAT(calls.finish(), EndsWith(Cause::exited, 0));
  return tasks;
}

Observation hold(std::uint32_t threads, std::uint32_t processes) {
  Observation observe;
  observe.hold_threads = threads;
  observe.hold_processes = processes;
  return observe;
}

Observation serial() {
  Observation observe;
  observe.serial = true;
  return observe;
}

}  // namespace

TEST(Observation, CountsThreads) {
  const Tasks tasks = tasks_of("threads", {"5"});
  EXPECT_EQ(tasks.threads.count, 5U);
  EXPECT_EQ(tasks.processes.count, 0U);
  EXPECT_EQ(tasks.threads_in_children, 0U);
  EXPECT_GE(tasks.threads.most_alive, 1U);
}

TEST(Observation, CountsProcesses) {
  const Tasks tasks = tasks_of("processes", {"5"});
  EXPECT_EQ(tasks.processes.count, 5U);
  EXPECT_EQ(tasks.threads.count, 0U);
  EXPECT_EQ(tasks.nonzero_exits, 0U);
  EXPECT_EQ(tasks_of("spawn").processes.count, 1U);
}

TEST(Observation, CountsAnewAfterAMark) {
  Calls calls("threads", {"3"}, {});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(calls.next().threads.count, 3U);
  EXPECT_THAT(calls.finish(), EndsWith(Cause::exited, 0));
}

TEST(Observation, CountsNothingUnlessAskedTo) {
  Program program = behaviour("serve", {"threads", "3"});
  program.conversation = true;
  Running running = sandbox().start(program, roomy());
  running.mark();
  EXPECT_EQ(running.exchange(""), "");
  EXPECT_EQ(running.tasks().threads.count, 0U);
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0));
}

TEST(Observation, TellsThreadsInChildrenFromOthers) {
  const Tasks tasks = tasks_of("threads-in-children", {"3"});
  EXPECT_EQ(tasks.processes.count, 3U);
  EXPECT_EQ(tasks.threads.count, 6U);
  EXPECT_EQ(tasks.threads_in_children, 6U);
}

TEST(Observation, TellsProcessesOfChildrenFromOthers) {
  EXPECT_EQ(tasks_of("processes", {"3"}).processes_of_children, 0U);
  const Tasks tasks = tasks_of("grandchildren", {"3"});
  EXPECT_EQ(tasks.processes.count, 6U);
  EXPECT_EQ(tasks.processes_of_children, 3U);
}

TEST(Observation, CountsChildrenThatFail) {
  EXPECT_EQ(tasks_of("failing-processes", {"4"}).nonzero_exits, 4U);
}

TEST(Observation, WhoIsJoinedInTheLoopIsAloneEvenWhenHeld) {
  EXPECT_EQ(tasks_of("threads-in-turn", {"5"}, hold(5, 0)).threads.most_alive, 1U);
  EXPECT_EQ(tasks_of("processes-in-turn", {"5"}, hold(0, 5)).processes.most_alive, 1U);
}

TEST(Observation, WhoIsKilledInTheLoopIsAlone) {
  EXPECT_EQ(tasks_of("killed-in-turn", {"5"}).processes.most_alive, 1U);
  EXPECT_EQ(tasks_of("killed-in-turn", {"5"}, hold(0, 5)).processes.most_alive, 1U);
}

TEST(Observation, WhoIsStartedFirstAndHeldIsAliveTogether) {
  const Tasks threads = tasks_of("threads", {"12"}, hold(12, 0));
  EXPECT_EQ(threads.threads.most_alive, 12U);
  EXPECT_EQ(threads.peak, 13U);
  EXPECT_EQ(tasks_of("processes", {"12"}, hold(0, 12)).processes.most_alive, 12U);
}

TEST(Observation, HoldsFewerThanExpectedOnlyUntilNothingElseCanGoOn) {
  EXPECT_EQ(tasks_of("threads", {"3"}, hold(8, 0)).threads.most_alive, 3U);
  EXPECT_EQ(tasks_of("processes", {"3"}, hold(0, 8)).processes.most_alive, 3U);
}

TEST(Observation, HoldsAgainAfterAMark) {
  Calls calls("threads", {"6"}, hold(6, 0));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(calls.next().threads.most_alive, 6U);
}

TEST(Observation, AThreadThatIsHeldUntilItIsJoinedIsThereUnlessSomebodyDoes) {
  Observation observe = serial();
  observe.hold_until_joined = true;
  const auto threads_after = [&](const char* name) {
    Calls calls(name, {"4"}, observe);
    EXPECT_EQ(calls.next().threads.count, 4U);
    const std::uint32_t alive = calls.inventory().threads;
    EXPECT_THAT(calls.finish(), EndsWith(Cause::exited, 0));
    return alive;
  };
  EXPECT_EQ(threads_after("threads-that-say-done"), 4U);
  EXPECT_EQ(threads_after("threads"), 0U);
  EXPECT_EQ(threads_after("threads-in-turn"), 0U);
  EXPECT_EQ(threads_after("threads-joined-by-polling"), 0U);
}

TEST(Observation, HoldsTheChildOfAParentThatWaitsForItsStart) {
  EXPECT_EQ(tasks_of("spawn-what-is-not-there", {}, hold(0, 3)).processes.count, 1U);
  EXPECT_EQ(tasks_of("spawn", {}, hold(0, 3)).processes.count, 1U);
}

TEST(Observation, HoldsForATimeAfterTheLastStart) {
  Observation observe = hold(3, 0);
  observe.hold_for = 200ms;
  const Tasks tasks = tasks_of("threads", {"3"}, observe);
  EXPECT_GE(tasks.threads.last_end - tasks.threads.last_start, 200ms);
}

TEST(Observation, TimesAreInOrder) {
  const Tasks tasks = tasks_of("threads", {"4"}, hold(4, 0));
  EXPECT_LT(tasks.threads.first_start, tasks.threads.last_start);
  EXPECT_LT(tasks.threads.last_start, tasks.threads.last_end);
}

TEST(Observation, SerialRunsDoNotOverlap) {
  for (const char* kind : {"threads", "processes"}) {
    Calls calls("overlap", {kind, "6"}, serial());
    static_cast<void>(calls.next());
    EXPECT_EQ(calls.finish().output, "1\n") << kind;
  }
}

TEST(Observation, SerialRunsDoNotOverlapWhenHeldAtTheEnd) {
  Observation observe = hold(6, 6);
  observe.serial = true;
  for (const char* kind : {"threads", "processes"}) {
    Calls calls("overlap", {kind, "6"}, observe);
    const Tasks tasks = calls.next();
    EXPECT_EQ(tasks.threads.most_alive + tasks.processes.most_alive, 6U) << kind;
    EXPECT_EQ(calls.finish().output, "1\n") << kind;
  }
}

TEST(Observation, SerialRunsLetWorkersMeet) {
  EXPECT_EQ(tasks_of("rendezvous", {}, serial()).threads.count, 2U);
  EXPECT_EQ(tasks_of("spinning-rendezvous", {}, serial()).threads.count, 2U);
}

TEST(Observation, DelayedStartsLengthenTheInterval) {
  for (const int delay : {30, 1200}) {
    Observation observe;
    observe.delay_start = std::chrono::milliseconds(delay);
    Calls calls("interval", {"2"}, observe);
    static_cast<void>(calls.next());
    EXPECT_GE(std::stoi(calls.finish().output), 2 * delay);
  }
}

TEST(Observation, AMainThreadThatLeavesIsNoWorkerThatEnded) {
  Program program = behaviour("main-leaves-first");
  program.observe.tasks = true;
  Running running = sandbox().start(program, roomy());
  std::uint32_t most = 0;
  for (int i = 0; i < 200; ++i) {  // until it has ended
    most = std::max(most, running.tasks().threads.most_alive);
    ::usleep(2'000);
  }
  EXPECT_EQ(most, 3U);
  EXPECT_THAT(running.finish(), EndsWith(Cause::exited, 0));
}

TEST(Observation, SeesNoThreadThatWasJoined) {
  Calls calls("threads", {"8"}, {});
  for (int i = 0; i < 10; ++i) {
    static_cast<void>(calls.next());
    EXPECT_EQ(calls.inventory().threads, 0U);
  }
}

TEST(Observation, KeepsTheTaskLimit) {
  Program program = behaviour("thread-bomb", {"0"});
  program.observe.tasks = true;
  Limits limits = roomy();
  limits.tasks = 20;
  EXPECT_TRUE(run(program, limits).task_limit_hit);
}

}  // namespace sandbox_test
