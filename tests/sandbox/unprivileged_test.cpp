// Where the tests run as root: the same for a user without rights, with copies that it may read.
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

namespace fs = std::filesystem;

namespace {

fs::path own_path() { return fs::read_symlink("/proc/self/exe"); }

int run_tests_as_nobody(const fs::path& folder, const std::string& filter) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("LOCKSTEP_TEST_LAUNCHER", (folder / "launch").c_str(), 1);
    ::setenv("LOCKSTEP_TEST_PROBE", (folder / "probe").c_str(), 1);
    const std::string tests = folder / "tests";
    const std::string argument = "--gtest_filter=" + filter;
    ::execlp("setpriv", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
             tests.c_str(), argument.c_str(), "--gtest_brief=1", nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST(Unprivileged, UsersAreServedTheSame) {
  if (::geteuid() != 0) GTEST_SKIP() << "we are one already";
  std::string name = (fs::temp_directory_path() / "lockstep-XXXXXX").string();
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  fs::copy_file(launcher(), folder / "launch");
  fs::copy_file(probe(), folder / "probe");
  fs::copy_file(own_path(), folder / "tests");
  fs::permissions(folder, fs::perms(0755));
  EXPECT_EQ(run_tests_as_nobody(
                folder,
                "Ending.*:Rights.*:Files.*:Tree.*:Inventory.*:Stuck.OnA*:Caller.T*:TaskLimit.*:"
                "Observation.Who*:NarrowPipe.*:WallLimit.EndsASleeper:MemoryLimit.Spares*"),
            0);
  fs::remove_all(folder);
}

}  // namespace sandbox_test
