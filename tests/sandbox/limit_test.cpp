// Every limit ends what exceeds it, by its own name, and nothing else.
#include <csignal>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

Limits short_wall() {
  Limits limits = roomy();
  limits.wall = 600ms;
  return limits;
}

Limits little_cpu() {
  Limits limits = roomy();
  limits.cpu = 300ms;
  return limits;
}

Limits memory(std::uint64_t mebibytes) {
  Limits limits = roomy();
  limits.memory_bytes = mebibytes * kMiB;
  return limits;
}

Limits few_tasks() {
  Limits limits = roomy();
  limits.tasks = 20;
  limits.wall = 1500ms;
  return limits;
}

}  // namespace

TEST(WallLimit, EndsASleeper) {
  const Facts facts = run("sleep", {}, short_wall());
  EXPECT_THAT(facts, EndsWith(Cause::wall_limit));
  EXPECT_GE(facts.wall, 600ms);
  EXPECT_LT(facts.cpu, 500ms);
}

TEST(WallLimit, EndsWhatIgnoresSignals) {
  EXPECT_THAT(run("ignore-signals", {}, short_wall()), EndsWith(Cause::wall_limit));
}

TEST(WallLimit, EndsAStoppedProgram) {
  EXPECT_THAT(run("raise", {std::to_string(SIGSTOP)}, short_wall()), EndsWith(Cause::wall_limit));
  EXPECT_THAT(run("stop-and-continue", {}, short_wall()), EndsWith(Cause::wall_limit));
}

TEST(WallLimit, EndsAProgramThatKeepsTheObserverBusy) {
  Program program = behaviour("busy-observer");
  program.observe.tasks = true;
  program.observe.pipe_bytes = 512;
  const Facts facts = run(program, short_wall());
  EXPECT_THAT(facts, EndsWith(Cause::wall_limit));
  EXPECT_LT(facts.wall, 10s);
}

TEST(CpuLimit, EndsABusyLoop) {
  const Facts facts = run("burn", {}, little_cpu());
  EXPECT_THAT(facts, EndsWith(Cause::cpu_limit));
  EXPECT_GE(facts.cpu, 300ms);
}

TEST(CpuLimit, CountsSystemTime) {
  EXPECT_THAT(run("burn-system-time", {}, little_cpu()), EndsWith(Cause::cpu_limit));
}

TEST(CpuLimit, CountsAllThreads) {
  EXPECT_THAT(run("burn-in-threads", {"8"}, little_cpu()), EndsWith(Cause::cpu_limit));
}

TEST(CpuLimit, CountsChildrenThatNobodyWaitsFor) {
  EXPECT_THAT(run("burn-in-unwaited-children", {"10000"}, little_cpu()),
              EndsWith(Cause::cpu_limit));
  EXPECT_THAT(run("burn-in-unwaited-children", {"50"}, little_cpu()), EndsWith(Cause::cpu_limit));
}

TEST(CpuLimit, SparesWhoStaysBelow) {
  EXPECT_THAT(run("burn", {"50"}, little_cpu()), EndsWith(Cause::exited, 0));
}

TEST(MemoryLimit, EndsWhoTouchesTooMuch) {
  const Facts facts = run("touch", {"300"}, memory(64));
  EXPECT_THAT(facts, EndsWith(Cause::memory_limit));
  EXPECT_GE(facts.peak_memory_bytes, 63 * kMiB);  // step A: never more than the limit
}

TEST(MemoryLimit, CountsChildren) {
  EXPECT_THAT(run("touch-in-child", {"300"}, memory(64)), EndsWith(Cause::memory_limit));
}

TEST(MemoryLimit, SparesWhoOnlyMaps) {
  EXPECT_THAT(run("map-untouched", {"8192"}, memory(64)), EndsWith(Cause::exited, 0));
}

TEST(MemoryLimit, SparesWhoStaysBelow) {
  const Facts facts = run("touch", {"40", "100"}, memory(64));
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_GE(facts.peak_memory_bytes, 40 * kMiB);
}

TEST(MemoryLimit, CountsOnceWhatChildrenShare) {
  EXPECT_THAT(run("share-with-children", {"80", "60"}, memory(160)), EndsWith(Cause::exited, 0));
}

TEST(MemoryLimit, LeavesNothingBehindForAnOrphan) {
  const Facts facts = run("orphan-hog", {"200"}, memory(64));  // who is faster is open
  EXPECT_THAT(facts, testing::AnyOf(EndsWith(Cause::exited, 0), EndsWith(Cause::memory_limit)));
  EXPECT_THAT(run("exit", {"0"}), EndsWith(Cause::exited, 0));
}

TEST(OutputLimit, EndsAFloodOfOutput) {
  Limits limits = roomy();
  limits.output_bytes = 100'000;
  const Facts facts = run("flood", {"1", "2000000000"}, limits);
  EXPECT_THAT(facts, EndsWith(Cause::output_limit));
  EXPECT_EQ(facts.output.size(), 100'000U);
}

TEST(OutputLimit, EndsAFloodOfErrors) {
  Limits limits = roomy();
  limits.output_bytes = 100'000;
  const Facts facts = run("flood", {"2", "2000000000"}, limits);
  EXPECT_THAT(facts, EndsWith(Cause::output_limit));
  EXPECT_EQ(facts.errors.size(), 100'000U);
  EXPECT_EQ(facts.output, "");
}

TEST(OutputLimit, DoesNotDependOnWhoIsFaster) {
  Limits limits = roomy();
  limits.output_bytes = 1000;
  for (int i = 0; i < 20; ++i) {  // all of it fits into the pipe
    const Facts facts = run("flood", {"1", "4096"}, limits);
    EXPECT_THAT(facts, EndsWith(Cause::output_limit));
    EXPECT_EQ(facts.output.size(), 1000U);
  }
}

TEST(OutputLimit, SparesWhoFillsItExactly) {
  Limits limits = roomy();
  limits.output_bytes = 8192;
  EXPECT_THAT(run("flood", {"1", "8192"}, limits), EndsWith(Cause::exited, 0));
}

TEST(FileLimit, EndsWhoWritesTooLargeAFile) {
  Limits limits = roomy();
  limits.file_bytes = kMiB;
  EXPECT_THAT(run("large-file", {"1000"}, limits), EndsWith(Cause::file_limit, SIGXFSZ));
}

TEST(TaskLimit, BoundsAForkBomb) {
  const Facts facts = run("fork-bomb", {}, few_tasks());
  EXPECT_THAT(facts, EndsWith(Cause::process_limit));
  EXPECT_TRUE(facts.task_limit_hit);
  EXPECT_NEAR(std::stoi(facts.output), 19, 1);
}

TEST(TaskLimit, BoundsAThreadBomb) {
  const Facts facts = run("thread-bomb", {}, few_tasks());
  EXPECT_THAT(facts, EndsWith(Cause::process_limit));
  EXPECT_TRUE(facts.task_limit_hit);
  EXPECT_NEAR(std::stoi(facts.output), 19, 1);
}

TEST(TaskLimit, BoundsABombThatGrowsEverywhere) {
  Limits limits = few_tasks();
  limits.cpu = 600ms;
  const Facts facts = run("wild-fork-bomb", {}, limits);
  EXPECT_THAT(facts, EndsWith(Cause::process_limit));
  EXPECT_TRUE(facts.task_limit_hit);
}

TEST(TaskLimit, IsNotHitByWhoStaysBelow) {
  Limits limits = few_tasks();
  limits.wall = 30s;
  EXPECT_FALSE(run("threads", {"10"}, limits).task_limit_hit);
  EXPECT_FALSE(run("processes", {"10"}, limits).task_limit_hit);
}

TEST(TaskLimit, IsEachRunsOwn) {
  Limits limits = few_tasks();
  limits.wall = 30s;
  Running bomb = sandbox().start(behaviour("fork-bomb"), limits);
  EXPECT_THAT(run("threads", {"15"}, limits), EndsWith(Cause::exited, 0));
  EXPECT_THAT(run("processes", {"15"}, limits), EndsWith(Cause::exited, 0));
}

}  // namespace sandbox_test
