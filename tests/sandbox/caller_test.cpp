// The caller: several at once, one that dies, one without a helper.
#include <csignal>
#include <filesystem>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

TEST(Caller, RunsFromSeveralThreadsAtOnce) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([thread] {
      for (int i = 0; i < 10; ++i) {
        const Facts facts = run("print", {std::to_string(thread) + " " + std::to_string(i)});
        EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
        EXPECT_EQ(facts.output, std::to_string(thread) + " " + std::to_string(i) + "\n");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Caller, KeepsRunsApart) {
  Running sleeper = sandbox().start(behaviour("sleep"), roomy());
  EXPECT_THAT(run("exit", {"4"}), EndsWith(Cause::exited, 4));
  Program program = behaviour("echo");
  program.conversation = true;
  Running one = sandbox().start(program, roomy());
  Running other = sandbox().start(program, roomy());
  EXPECT_EQ(one.exchange("one"), "one");
  EXPECT_EQ(other.exchange("other"), "other");
  EXPECT_THAT(other.finish(), EndsWith(Cause::exited, 0));
  EXPECT_EQ(one.exchange("again"), "again");
  EXPECT_THAT(one.finish(), EndsWith(Cause::exited, 0));
}

/// In a child process that has only the connection. 0: each of ten runs got its own answer.
pid_t child_with(Sandbox& parents, const std::string& word) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  Sandbox shared(::dup(parents.connection()), parents.step());
  bool good = true;
  for (int i = 0; i < 10; ++i) {
    const std::string said = word + std::string(static_cast<std::size_t>(i) * 100, 'x');
    good = shared.run(behaviour("print", {said}), roomy()).output == said + "\n" && good;
  }
  ::_exit(good ? 0 : 1);
}

TEST(Caller, MayShareItsHelperWithTrustedChildren) {
  Sandbox own(launcher(), Isolation::required, 4);
  std::vector<pid_t> children;
  for (const char* word : {"one", "two", "three", "four", "five", "six"}) {
    children.push_back(child_with(own, word));
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_THAT(own.run(behaviour("exit", {"3"}), roomy()), EndsWith(Cause::exited, 3));
}

TEST(Caller, SurvivesAChildThatDiesInTheMiddleOfARun) {
  const std::string marker = fresh_marker();
  Sandbox own(launcher(), Isolation::required, 2);
  const pid_t child = ::fork();
  if (child == 0) {
    Sandbox shared(::dup(own.connection()), own.step());
    static_cast<void>(shared.run(behaviour("sleep", {"60000", marker}), roomy()));
    ::_exit(0);
  }
  EXPECT_TRUE(alive_together(marker, 1));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(all_gone(marker));
  EXPECT_THAT(own.run(behaviour("exit", {"3"}), roomy()), EndsWith(Cause::exited, 3));
}

TEST(Caller, IsToldWhereNothingWasPassedOn) {
  EXPECT_THROW(Sandbox(999, Step::namespaces), SandboxError);
}

TEST(Caller, TakesEverythingOfARunWithItWhenItDies) {
  const std::string marker = fresh_marker();
  const pid_t caller = ::fork();
  if (caller == 0) {
    Sandbox own(launcher());
    Program program = behaviour("daemons", {"3", "60000", marker});
    Running running = own.start(program, roomy());
    static_cast<void>(running.finish());
    ::_exit(0);
  }
  EXPECT_TRUE(alive_together(marker, 4));
  ::kill(caller, SIGKILL);
  ::waitpid(caller, nullptr, 0);
  EXPECT_TRUE(all_gone(marker));
}

TEST(Caller, MayDieAtAnyMoment) {
  const std::string marker = fresh_marker();
  for (int i = 0; i < 15; ++i) {
    const pid_t caller = ::fork();
    if (caller == 0) {
      Sandbox own(launcher(), sandbox().step());
      static_cast<void>(own.run(behaviour("sleep", {"60000", marker}), roomy()));
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(i) * 1'000);
    ::kill(caller, SIGKILL);
    ::waitpid(caller, nullptr, 0);
  }
  ::usleep(100'000);
  EXPECT_TRUE(all_gone(marker));
}

TEST(Caller, WithoutAHelperIsToldItsName) {
  try {
    const Sandbox none("/no/such/lockstep-launch");
    FAIL() << "no error";
  } catch (const SandboxError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("/no/such/lockstep-launch"),
                                             testing::HasSubstr("No such file or directory")));
  }
}

TEST(Caller, WithAHelperThatIsNoneGetsAnError) {
  EXPECT_THROW(Sandbox("/usr/bin/true"), SandboxError);
}

TEST(Caller, LosesNoDescriptors) {
  const auto open_ones = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                         std::filesystem::directory_iterator());
  };
  static_cast<void>(run("exit", {"0"}));
  const auto before = open_ones();
  for (int i = 0; i < 5; ++i) {
    static_cast<void>(run("exit", {"0"}));
    Program program = behaviour("results", {"plain"});
    program.collect = {"result"};
    static_cast<void>(run(program));
    Running abandoned = sandbox().start(behaviour("sleep"), roomy());
  }
  EXPECT_EQ(open_ones(), before);
}

TEST(Caller, MayGiveManyAndLongArguments) {
  const std::vector<std::string> arguments(100, std::string(1000, 'a'));
  const Facts facts = run("print", arguments);
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output.size(), 100U * 1001U);
}

}  // namespace sandbox_test
