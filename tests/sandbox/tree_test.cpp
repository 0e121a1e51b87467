// A run is over when its whole tree is.
#include <unistd.h>

#include "fixture.hpp"

namespace sandbox_test {

namespace {

Limits wall(std::chrono::milliseconds time) {
  Limits limits = roomy();
  limits.wall = time;
  return limits;
}

Program marked(Program program, const std::string& marker) {
  program.argv.push_back(marker);
  return program;
}

}  // namespace

TEST(Tree, KillsGrandchildrenAtWallLimit) {
  const std::string marker = fresh_marker();
  const Facts facts = run(marked(behaviour("daemons", {"3", "60000"}), marker), wall(700ms));
  EXPECT_THAT(facts, EndsWith(Cause::wall_limit));
  EXPECT_EQ(alive_with(marker), 0U);
}

TEST(Tree, KillsDaemonsAfterItsFirstProcess) {
  const std::string marker = fresh_marker();
  const Facts facts = run(marked(behaviour("daemons", {"3", "100"}), marker));
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.left_running, 3U);
  EXPECT_LT(facts.wall, 20s);  // though the daemons keep its output open
  EXPECT_EQ(alive_with(marker), 0U);
}

TEST(Tree, KillsADaemonThatChangesItsPid) {
  const std::string marker = fresh_marker();
  EXPECT_THAT(run(marked(behaviour("hopping-daemon"), marker), wall(500ms)),
              EndsWith(Cause::wall_limit));
  EXPECT_EQ(alive_with(marker), 0U);
}

TEST(Tree, CountsWhatIsLeftRunning) {
  const std::string marker = fresh_marker();
  const Facts facts = run(marked(behaviour("leave-children", {"4"}), marker));
  EXPECT_THAT(facts, EndsWith(Cause::exited, 7));
  EXPECT_EQ(facts.left_running, 4U);
  EXPECT_EQ(run("exit", {"0"}).left_running, 0U);
  EXPECT_EQ(alive_with(marker), 0U);
}

TEST(Tree, ZombiesAreNotLeftRunning) {
  const Facts facts = run("leave-zombies", {"3"});
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_EQ(facts.left_running, 0U);
  EXPECT_EQ(facts.never_waited_for, 3U);
  EXPECT_EQ(run("processes", {"3"}).never_waited_for, 0U);
}

TEST(Tree, IsGoneOnceARunIsAbandoned) {
  const std::string marker = fresh_marker();
  {
    Running running = sandbox().start(marked(behaviour("daemons", {"3", "60000"}), marker), roomy());
    EXPECT_TRUE(alive_together(marker, 4));
  }
  EXPECT_TRUE(all_gone(marker));
}

TEST(Tree, CountsEveryTaskThatEverLived) {
  EXPECT_EQ(run("exit", {"0"}).tasks_ever, 1U);
  EXPECT_EQ(run("threads", {"10"}).tasks_ever, 11U);
  EXPECT_EQ(run("processes-in-turn", {"10"}).tasks_ever, 11U);
  EXPECT_EQ(run("threads-in-children", {"3"}).tasks_ever, 10U);
}

}  // namespace sandbox_test
