// The steps of the ladder: which one is taken where, and what the last one still promises.
#include <csignal>
#include <cstring>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "container.hpp"
#include "fixture.hpp"

namespace sandbox_test {

namespace {

using testing::HasSubstr;

/// What `body` says in a process of its own, which may give up rights.
template <class Body>
std::string said_by(Body body) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    std::string text;
    try {
      text = body();
    } catch (const std::exception& error) {
      text = std::string("threw ") + error.what();
    }
    const ssize_t written = ::write(ends[1], text.data(), text.size());
    ::_exit(written < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  std::string text;
  char block[4096];
  for (ssize_t size = 0; (size = ::read(ends[0], block, sizeof block)) > 0;) {
    text.append(block, static_cast<std::size_t>(size));
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return text;
}

/// The step's letter, and why the better ones are not to be had.
std::string described(const Sandbox& own) {
  std::string text(1, letter(own.step()));
  for (const Refusal& refusal : own.reasons()) text.append("\n").append(to_string(refusal));
  return text;
}

/// Step D, with a program that is known to be harmless: nothing else holds it back.
Facts run_unsafely(const std::string& name, const std::vector<std::string>& arguments,
                   const Limits& limits) {
  Sandbox own(launcher(), Step::nothing);
  return own.run(behaviour(name, arguments), limits);
}

}  // namespace

TEST(Ladder, TheBestStepHasNoReasons) {
  const Sandbox own(launcher());
  EXPECT_EQ(own.reasons().size(), static_cast<std::size_t>(own.step()));
  if (own.step() != Step::namespaces_and_cgroup) {
    EXPECT_THAT(own.reasons().front().why, testing::Not(testing::IsEmpty()));
  }
}

TEST(Ladder, EveryResultRecordsItsStep) {
  EXPECT_EQ(run("exit", {"0"}).step, sandbox().step());
  Sandbox own(launcher(), Step::namespaces);
  EXPECT_EQ(own.run(behaviour("exit", {"3"}), roomy()).step, Step::namespaces);
}

TEST(Ladder, AHelperThatPreparedForAnotherStepTakesTheOneAskedFor) {
  // The helper is told A or B by the sandbox; what it runs is what the launch says.
  for (const Step step : {Step::namespaces, Step::nothing, Step::namespaces}) {
    Sandbox own(launcher(), step);
    for (int i = 0; i < 3; ++i) {
      const Facts facts = own.run(behaviour("exit", {"3"}), roomy());
      EXPECT_THAT(facts, EndsWith(Cause::exited, 3));
      EXPECT_EQ(facts.step, step);
    }
  }
}

TEST(Ladder, AContainerWithLandlockIsStepC) {
  const std::string text = said_by([] {
    if (!enter_container(Landlock::there)) return std::string("no seccomp");
    Sandbox own(launcher());
    return described(own) + "\n" +
           std::to_string(own.run(behaviour("exit", {"3"}), roomy()).ending.code);
  });
  if (text.starts_with("threw this machine")) GTEST_SKIP() << "no landlock here: " << text;
  EXPECT_TRUE(text.starts_with("C\nstep A: ")) << text;
  EXPECT_THAT(text, HasSubstr("\nstep B: this machine does not let us create namespaces"));
  EXPECT_TRUE(text.ends_with("\n3")) << text;
}

TEST(Ladder, WhereNothingCanBeIsolatedNothingIsRun) {
  const std::string text = said_by([] {
    if (!enter_container(Landlock::missing)) return std::string("no seccomp");
    return described(Sandbox(launcher()));
  });
  EXPECT_TRUE(text.starts_with("threw this machine lets us isolate nothing")) << text;
  for (const char* step : {"\n  step A: ", "\n  step B: ", "\n  step C: "}) {
    EXPECT_THAT(text, HasSubstr(step));
  }
}

TEST(Ladder, StepDIsTakenOnlyOnDemand) {
  const std::string text = said_by([] {
    if (!enter_container(Landlock::missing)) return std::string("no seccomp");
    Sandbox own(launcher(), Isolation::not_required);
    return described(own) + "\n" +
           std::to_string(own.run(behaviour("exit", {"5"}), roomy()).ending.code);
  });
  EXPECT_TRUE(text.starts_with("D\n")) << text;
  EXPECT_TRUE(text.ends_with("\n5")) << text;
}

TEST(Ladder, WhereOneControllerIsMissingStepBSaysWhich) {
  if (::geteuid() != 0 || sandbox().step() != Step::namespaces_and_cgroup) {
    GTEST_SKIP() << "needs root with cgroups";
  }
  const std::string text = said_by([] {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::umount2("/sys/fs/cgroup/pids", MNT_DETACH) != 0) {
      return std::string("cannot hide the controller");
    }
    Sandbox own(launcher());
    Limits limits = roomy();
    limits.memory_bytes = 64 * kMiB;
    const Facts facts = own.run(behaviour("touch-in-child-and-exit", {"300"}), limits);
    return described(own) + "\n" + name_of(facts.ending.cause);
  });
  if (text == "cannot hide the controller") GTEST_SKIP() << text;
  EXPECT_TRUE(text.starts_with("B\nstep A: the pids controller is mounted nowhere")) << text;
  EXPECT_TRUE(text.ends_with("\nmemory-limit")) << text;  // what there is, is used
}

TEST(StepD, TellsEndingsApart) {
  EXPECT_THAT(run_unsafely("exit", {"7"}, roomy()), EndsWith(Cause::exited, 7));
  EXPECT_THAT(run_unsafely("abort", {}, roomy()), EndsWith(Cause::signalled, SIGABRT));
  Limits limits = roomy();
  limits.wall = 400ms;
  EXPECT_THAT(run_unsafely("sleep", {}, limits), EndsWith(Cause::wall_limit));
  limits = roomy();
  limits.memory_bytes = 64 * kMiB;
  EXPECT_THAT(run_unsafely("touch", {"300", "20000"}, limits), EndsWith(Cause::memory_limit));
}

TEST(StepD, KillsTheWholeTreeAndNobodyElse) {
  const std::string marker = fresh_marker();
  Running bystander = sandbox().start(behaviour("sleep"), roomy());
  const Facts facts = run_unsafely("daemons", {"3", "50", marker}, roomy());
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(alive_with(marker), 0U);
  EXPECT_THAT(run("exit", {"0"}), EndsWith(Cause::exited, 0));
  Limits limits = roomy();
  limits.wall = 500ms;
  EXPECT_THAT(run_unsafely("daemons", {"3", "60000", marker}, limits), EndsWith(Cause::wall_limit));
  EXPECT_EQ(alive_with(marker), 0U);
}

}  // namespace sandbox_test
