// How a program ends, told apart exactly.
#include <csignal>

#include "fixture.hpp"

namespace sandbox_test {

TEST(Ending, IsTheExitCode) {
  for (const int code : {0, 1, 42, 137, 255}) {
    EXPECT_THAT(run("exit", {std::to_string(code)}), EndsWith(Cause::exited, code));
  }
}

TEST(Ending, IsTheSignal) {
  EXPECT_THAT(run("recurse"), EndsWith(Cause::signalled, SIGSEGV));
  EXPECT_THAT(run("abort"), EndsWith(Cause::signalled, SIGABRT));
  EXPECT_THAT(run("throw"), EndsWith(Cause::signalled, SIGABRT));
  EXPECT_THAT(run("raise", {std::to_string(SIGTERM)}), EndsWith(Cause::signalled, SIGTERM));
}

TEST(Ending, KillingItselfIsASignalAndNotALimit) {
  EXPECT_THAT(run("raise", {std::to_string(SIGKILL)}), EndsWith(Cause::signalled, SIGKILL));
}

TEST(Ending, SendingItselfTheCpuSignalIsASignalAndNotALimit) {
  EXPECT_THAT(run("raise", {std::to_string(SIGXCPU)}), EndsWith(Cause::signalled, SIGXCPU));
}

TEST(Ending, AProgramCannotKillItsKeeper) {
  EXPECT_THAT(run("kill-init"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(run("kill-all"), EndsWith(Cause::exited, 0));
}

TEST(Ending, OutputAndErrorsAreKeptApartAndWhole) {
  const Facts facts = run("print", {"one", std::string("\x1b[31m \xff two")});
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.output, "one\n\x1b[31m \xff two\n");
  EXPECT_EQ(facts.errors, "");
  EXPECT_EQ(run("no such behaviour").errors, "probe: no such behaviour\n");
}

TEST(Ending, OutputIsTheSameForFastAndSlowReaders) {
  for (int i = 0; i < 20; ++i) {
    const Facts facts = run("flood", {"1", "32768"});
    EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
    EXPECT_EQ(facts.output.size(), 32768U);
  }
}

TEST(Ending, AProgramThatCannotBeExecutedIsAnErrorThatNamesIt) {
  Program program = behaviour("exit");
  program.argv[0] = "/lockstep/nothing";
  const auto message = [&]() -> std::string {
    try {
      static_cast<void>(run(program));
    } catch (const SandboxError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(message(), "cannot execute /lockstep/nothing: No such file or directory");
  program.observe.tasks = true;
  EXPECT_EQ(message(), "cannot execute /lockstep/nothing: No such file or directory");
  program.argv[0] = "/etc/ld.so.cache";
  EXPECT_EQ(message(), "cannot execute /etc/ld.so.cache: Permission denied");
}

TEST(Ending, AMountThatIsNotThereIsAnErrorThatNamesIt) {
  Program program = behaviour("exit");
  program.mounts.push_back({"/no/such/file", "/lockstep/file"});
  try {
    static_cast<void>(run(program));
    FAIL() << "no error";
  } catch (const SandboxError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("/no/such/file"));
  }
  EXPECT_THAT(run("exit", {"0"}), EndsWith(Cause::exited, 0));
}

}  // namespace sandbox_test
