// What a program may write, how much, and what becomes of it.
#include "fixture.hpp"

namespace sandbox_test {

namespace {

Limits small_folders() {
  Limits limits = roomy();
  limits.tmp_bytes = 6 * kMiB;
  return limits;
}

Facts collect(const std::string& kind) {
  Program program = behaviour("results", {kind});
  program.collect = {"result"};
  Limits limits = roomy();
  limits.file_bytes = 2 * kMiB;
  return run(program, limits);
}

}  // namespace

TEST(Files, TemporaryFoldersAreCapped) {
  for (const char* folder : {"/tmp", "/dev/shm"}) {
    const Facts facts = run("fill", {folder}, small_folders());
    EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
    EXPECT_THAT(facts.output, testing::AnyOf("5 ENOSPC\n", "6 ENOSPC\n")) << folder;
  }
}

TEST(Files, NumberOfFilesIsCapped) {
  for (const char* folder : {"/tmp", "/dev/shm"}) {
    EXPECT_EQ(output_of("many-files", {folder}), "ENOSPC\n") << folder;
  }
}

TEST(Files, NothingIsLeftForTheNextRun) {
  EXPECT_THAT(run("leave-state"), EndsWith(Cause::exited, 0));
  EXPECT_THAT(run("find-state"), EndsWith(Cause::exited, 0));
}

TEST(Files, RunsAtTheSameTimeDoNotSeeEachOther) {
  Program program = behaviour("hold", {"objects"});
  program.conversation = true;
  Running holder = sandbox().start(program, roomy());
  ASSERT_EQ(holder.exchange("ready?"), "");
  EXPECT_THAT(run("find-state"), EndsWith(Cause::exited, 0));
  EXPECT_EQ(output_of("list", {"/tmp"}), "");
  EXPECT_EQ(output_of("list", {"/dev/shm"}), "");
}

TEST(Files, HandsBackAPlainFile) {
  const Facts facts = collect("plain");
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  EXPECT_THAT(facts.files, testing::ElementsAre(testing::Pair("result", std::string(1000, 'x'))));
}

TEST(Files, HandsBackWhatItsOwnerMayNotRead) {
  EXPECT_THAT(collect("unreadable"), EndsWith(Cause::exited, 0));  // whether it comes is open
}

TEST(Files, HandsBackNothingElse) {
  for (const char* kind : {"nothing", "symlink", "symlink-to-file", "fifo", "folder", "hard-link",
                           "too-large"}) {
    const Facts facts = collect(kind);
    EXPECT_THAT(facts, EndsWith(Cause::exited, 0)) << kind;
    if (std::string(kind) == "too-large") {  // the kernel refused what is too much
      for (const auto& [name, bytes] : facts.files) EXPECT_LE(bytes.size(), 2 * kMiB) << name;
    } else {
      EXPECT_THAT(facts.files, testing::IsEmpty()) << kind;
    }
  }
}

TEST(Files, NothingIsHandedBackUnasked) {
  EXPECT_THAT(run("results", {"plain"}).files, testing::IsEmpty());
}

}  // namespace sandbox_test
