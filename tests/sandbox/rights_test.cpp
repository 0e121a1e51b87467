// What a program may ask of the kernel and see of the machine.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

using testing::HasSubstr;
using testing::Not;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST(Rights, NoNetworkOfAnyFamily) {
  for (const std::string& line : lines_of(output_of("network"))) {
    EXPECT_THAT(line, HasSubstr("EAFNOSUPPORT"));
  }
}

TEST(Rights, SocketsBetweenOwnProcesses) { output_of("unix-pair"); }

TEST(Rights, NothingThatLeadsOut) {
  const std::string answers = output_of("forbidden-calls");
  EXPECT_THAT(answers, Not(HasSubstr("allowed")));
  for (const char* call : {"mount", "unshare user", "unshare net", "clone user", "ptrace",
                           "TIOCSTI", "TIOCSTI, high bits", "setns", "bpf", "chroot"}) {
    EXPECT_THAT(answers, HasSubstr(std::string(call) + ": EPERM\n"));
  }
  for (const char* call : {"keyctl", "add_key", "clone3", "io_uring", "userfaultfd"}) {
    EXPECT_THAT(answers, HasSubstr(std::string(call) + ": ENOSYS\n"));
  }
}

TEST(Rights, NobodyWithoutPrivileges) {
  const std::string status = output_of("status");
  EXPECT_THAT(status, HasSubstr("\nno_new_privs 1\n"));
  EXPECT_THAT(status, Not(HasSubstr("ids 0 ")));
  EXPECT_THAT(status, HasSubstr("\nsession leader 1\n"));
  EXPECT_THAT(status, HasSubstr("\npid one 0\n"));
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
    EXPECT_THAT(status, HasSubstr(std::string(set) + ":\t0000000000000000\n"));
  }
  EXPECT_THAT(status, HasSubstr("\nSeccomp:\t2\n"));
  EXPECT_THAT(status, HasSubstr("\nSigIgn:\t0000000000000000\n"));
  EXPECT_THAT(status, HasSubstr("\nSigBlk:\t0000000000000000\n"));
}

TEST(Rights, NoGroupsWhereWeAreRoot) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may drop groups";
  EXPECT_THAT(output_of("status"), HasSubstr("\ngroups 0\n"));
}

TEST(Rights, TheEnvironmentIsExactlyWhatWasGiven) {
  ::setenv("LOCKSTEP_SECRET", "outside", 1);
  Program program = behaviour("environment");
  program.environment = {"ONE=1", "EMPTY=", "TWO=a b\n=c"};
  EXPECT_EQ(run(program).output, "ONE=1\nEMPTY=\nTWO=a b\n=c\n");
  program.environment.clear();
  EXPECT_EQ(run(program).output, "");
}

TEST(Rights, OnlyThreeDescriptorsAndTwoMoreInAConversation) {
  EXPECT_EQ(output_of("descriptors"), "0 1 2 \n");
  Program program = behaviour("descriptors");
  program.observe.tasks = true;
  EXPECT_EQ(run(program).output, "0 1 2 \n");
  program.conversation = true;
  EXPECT_EQ(run(program).output, "0 1 2 3 4 \n");
}

TEST(Rights, InputIsEmpty) { output_of("read-input"); }

TEST(Rights, SecretsOfTheMachineAreNotThere) {
  const char* home = std::getenv("HOME");
  std::vector<std::string> paths{
      "r", "/etc/shadow", "/etc/passwd", "/root", "/home", home != nullptr ? home : "/root",
      REPOSITORY, std::string(REPOSITORY) + "/CMakeLists.txt", LAUNCHER, "/var", "/sys", "/run",
      "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/kcore", "/proc/cpuinfo",
      "/proc/sys", "/dev/tty", "/dev/kmsg", "/dev/mem"};
  for (const std::string& line : lines_of(output_of("open", paths))) {
    EXPECT_THAT(line, testing::AnyOf(HasSubstr("ENOENT"), HasSubstr("ENXIO")));
  }
}

TEST(Rights, TheKeepersProcessIsClosed) {
  const std::string answers = output_of(
      "open", {"r", "/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd",
               "/proc/1/root/etc/shadow", "/proc/1/exe", "/proc/1/cwd/x"});
  for (const std::string& line : lines_of(answers)) {
    EXPECT_THAT(line, testing::AnyOf(HasSubstr("EACCES"), HasSubstr("EPERM")));
  }
}

TEST(Rights, OnlyOwnProcessesAreSeen) {
  for (const std::string& name : lines_of(output_of("list", {"/proc"}))) {
    EXPECT_THAT(name, testing::AnyOf("1", "2", "3", "self", "thread-self"));
  }
}

TEST(Rights, TheRootCannotBeWritten) {
  const std::string answers =
      output_of("create", {"/file", "/usr/file", "/etc/file", "/dev/file", "/lockstep/file",
                           "/bin/file", "/proc/file", "/lockstep/probe"});
  EXPECT_THAT(answers, Not(HasSubstr("allowed")));
}

TEST(Rights, OnlyHarmlessDevices) {
  for (const std::string& name : lines_of(output_of("list", {"/dev"}))) {
    EXPECT_THAT(name, testing::AnyOf("null", "zero", "full", "random", "urandom", "shm", "mqueue"));
  }
}

TEST(Rights, AMountIsReadOnlyEvenForItsOwner) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("lockstep-" + std::to_string(::getpid()));
  std::ofstream(file) << "as it was";
  std::filesystem::permissions(file, std::filesystem::perms(0666));
  Program program = behaviour("open", {"w", "/lockstep/data"});
  program.mounts.push_back({file, "/lockstep/data"});
  EXPECT_EQ(run(program).output, "/lockstep/data: EROFS\n");
  program = behaviour("open", {"r", "/lockstep/data"});
  program.mounts.push_back({file, "/lockstep/data"});
  EXPECT_EQ(run(program).output, "/lockstep/data: allowed\n");
  std::filesystem::remove(file);
}

}  // namespace sandbox_test
