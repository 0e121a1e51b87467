// Step A: what the kernel counts, and that no cgroup outlives its sandbox.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

namespace fs = std::filesystem;

namespace {

class Cgroup : public testing::Test {
 protected:
  void SetUp() override {
    if (sandbox().step() != Step::namespaces_and_cgroup) GTEST_SKIP() << "no step A here";
  }
};

std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> children;
  const std::string folder = "/proc/" + std::to_string(process) + "/task";
  std::error_code gone;
  for (fs::directory_iterator task(folder, gone), end; !gone && task != end; task.increment(gone)) {
    std::ifstream list(task->path() / "children");
    for (pid_t child = 0; list >> child;) children.push_back(child);
  }
  return children;
}

std::vector<pid_t> tree_below(pid_t process) {
  std::vector<pid_t> all = children_of(process);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::vector<pid_t> more = children_of(all[i]);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

/// The folders that the helper `pid` has made, in all hierarchies.
std::vector<std::string> folders_of(pid_t pid) {
  const std::string name = "lockstep-run-" + std::to_string(pid);
  std::vector<std::string> found;
  const auto options = fs::directory_options::skip_permission_denied;
  std::error_code gone;
  for (fs::recursive_directory_iterator at("/sys/fs/cgroup", options, gone), end;
       !gone && at != end; at.increment(gone)) {
    if (at->path().filename() == name) found.push_back(at->path());
  }
  return found;
}

/// Dead, though perhaps not yet waited for: it holds no lock any more.
bool holds_nothing(pid_t process) {
  std::error_code gone;
  const fs::directory_iterator open("/proc/" + std::to_string(process) + "/fd", gone);
  return gone || open == fs::directory_iterator();
}

bool runs_the_probe(pid_t process) {
  std::error_code error;
  return fs::equivalent("/proc/" + std::to_string(process) + "/exe", PROBE, error) && !error;
}

/// All below the helper, once the submission runs: the next run is prepared meanwhile.
std::vector<pid_t> tree_with_the_probe(pid_t helper) {
  for (int i = 0; i < 500; ++i) {
    std::vector<pid_t> all = tree_below(helper);
    if (std::any_of(all.begin(), all.end(), runs_the_probe)) return all;
    std::this_thread::sleep_for(10ms);
  }
  return {};
}

/// The child that was not there before.
pid_t new_child(const std::vector<pid_t>& before) {
  for (const pid_t child : children_of(::getpid())) {
    if (std::find(before.begin(), before.end(), child) == before.end()) return child;
  }
  return 0;
}

}  // namespace

TEST_F(Cgroup, IsGoneOnceTheSandboxIs) {
  const std::vector<pid_t> before = children_of(::getpid());
  pid_t helper = 0;
  {
    Sandbox own(launcher());
    EXPECT_THAT(own.run(behaviour("exit", {"0"}), roomy()), EndsWith(Cause::exited, 0));
    helper = new_child(before);
    ASSERT_NE(helper, 0);
    EXPECT_FALSE(folders_of(helper).empty());
    Running abandoned = own.start(behaviour("sleep"), roomy());
  }
  EXPECT_THAT(folders_of(helper), testing::IsEmpty());
}

TEST_F(Cgroup, OfAGraderThatWasKilledIsRemovedByTheNext) {
  const std::vector<pid_t> before = children_of(::getpid());
  auto own = std::make_unique<Sandbox>(launcher());
  const pid_t helper = new_child(before);
  Running running = own->start(behaviour("sleep"), roomy());
  std::vector<pid_t> all = tree_with_the_probe(helper);
  ASSERT_GE(all.size(), 3U);  // a supervisor, its init, its program
  ASSERT_FALSE(folders_of(helper).empty());
  all.insert(all.begin(), helper);
  for (const pid_t process : all) ::kill(process, SIGKILL);
  for (int i = 0; i < 500 && !std::all_of(all.begin(), all.end(), holds_nothing); ++i) {
    std::this_thread::sleep_for(10ms);
  }
  // Nobody was left to remove them, but for any other grader that starts at this moment.
  own.reset();
  Sandbox next(launcher());
  EXPECT_THAT(folders_of(helper), testing::IsEmpty());
  EXPECT_THAT(next.run(behaviour("exit", {"0"}), roomy()), EndsWith(Cause::exited, 0));
}

TEST_F(Cgroup, OfAnotherGraderIsLeftAlone) {
  const std::vector<pid_t> before = children_of(::getpid());
  Sandbox own(launcher());
  const pid_t helper = new_child(before);
  Running running = own.start(behaviour("print", {"still there"}), roomy());
  { const Sandbox next(launcher()); }
  EXPECT_FALSE(folders_of(helper).empty());
  EXPECT_EQ(running.finish().output, "still there\n");
}

TEST_F(Cgroup, AHogInAChildIsTheMemoryLimitThoughTheParentEndsWell) {
  Limits limits = roomy();
  limits.memory_bytes = 64 * kMiB;
  EXPECT_THAT(run("touch-in-child-and-exit", {"300"}, limits), EndsWith(Cause::memory_limit));
  EXPECT_THAT(run("exit", {"0"}, limits), EndsWith(Cause::exited, 0));  // nothing sticks
}

TEST_F(Cgroup, MemoryThatNobodyHasMappedCounts) {
  Limits limits = roomy();
  limits.memory_bytes = 64 * kMiB;
  limits.file_bytes = 1024 * kMiB;
  EXPECT_THAT(run("memfd", {"300"}, limits), EndsWith(Cause::memory_limit));
  EXPECT_THAT(run("memfd", {"20"}, limits), EndsWith(Cause::exited, 0));
}

TEST_F(Cgroup, ExitStatus137IsNoMemoryLimit) {
  EXPECT_THAT(run("exit", {"137"}), EndsWith(Cause::exited, 137));
  EXPECT_THAT(run("raise", {std::to_string(SIGKILL)}), EndsWith(Cause::signalled, SIGKILL));
}

TEST_F(Cgroup, TasksAreLimitedExactly) {
  Limits limits = roomy();
  limits.tasks = 20;
  limits.wall = 1500ms;
  const Facts bomb = run("fork-bomb", {}, limits);
  EXPECT_THAT(bomb, EndsWith(Cause::process_limit));
  EXPECT_EQ(bomb.output, "19\n");  // and the program itself
  limits.wall = 30s;
  const Facts full = run("overlap", {"processes", "19"}, limits);
  EXPECT_FALSE(full.task_limit_hit);
  EXPECT_THAT(full, EndsWith(Cause::exited, 0));
}

TEST_F(Cgroup, WhoWasRefusedATaskAndEndsWellIsClean) {
  Limits limits = roomy();
  limits.tasks = 20;
  const Facts facts = run("try-processes", {"30"}, limits);
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_TRUE(facts.task_limit_hit);
}

TEST_F(Cgroup, CpuTimeIsThatOfAllItsProcesses) {
  const Facts facts = run("burn", {"200"});
  EXPECT_GE(facts.cpu, 200ms);
  EXPECT_LT(facts.cpu, 2s);
}

}  // namespace sandbox_test
