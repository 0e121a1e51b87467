#include <gtest/gtest.h>

#include "facts.hpp"

namespace lockstep::suite {
namespace {

using test::findings_of;
using test::returned_run;
using test::word_of;
using verdict::Word;

constexpr std::uint64_t kKilobyte = 1024;
constexpr std::uint64_t kStackAndGuard = sandbox::kStackBytes + 4 * kKilobyte;

/// A run whose process had so much mapped after each of its calls.
RawRun mapped_after_each_call(const std::vector<std::uint64_t>& bytes) {
  RawRun run = returned_run(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) run.outcomes[i].after.mapped_bytes = bytes[i];
  return run;
}

Word verdict_on(const RawRun& run) { return word_of(findings_of(LeftNothingBehind(), run)); }

class Leftovers : public testing::Test {
 protected:
  void SetUp() override { test::use_setup(); }
};

TEST_F(Leftovers, NothingIsFine) { EXPECT_EQ(verdict_on(returned_run(4)), Word::ok); }

TEST_F(Leftovers, GrowthAtEveryCallIsALeak) {
  EXPECT_EQ(verdict_on(mapped_after_each_call(
                {100 * kKilobyte, 104 * kKilobyte, 108 * kKilobyte, 112 * kKilobyte})),
            Word::memory_leak);
  EXPECT_EQ(verdict_on(mapped_after_each_call({1000, 9000, 10'000, 90'000})), Word::memory_leak);
}

TEST_F(Leftovers, GrowthAtSomeCallsOnlyIsTheLibrarysCache) {
  for (const auto& bytes : std::vector<std::vector<std::uint64_t>>{{1000, 1000, 1000, 1000},
                                                                   {1000, 9000, 9000, 9000},
                                                                   {1000, 9000, 17'000, 17'000},
                                                                   {1000, 1000, 9000, 17'000},
                                                                   {1000, 9000, 9000, 17'000},
                                                                   {1000, 9000, 5000, 17'000},
                                                                   {9000, 5000, 4000, 3000}}) {
    EXPECT_EQ(verdict_on(mapped_after_each_call(bytes)), Word::ok);
  }
}

TEST_F(Leftovers, FirstCallMayMapWhatItLikes) {
  RawRun run = mapped_after_each_call({1U << 30U, 1U << 30U, 1U << 30U, 1U << 30U});
  run.before.mapped_bytes = 1000;
  EXPECT_EQ(verdict_on(run), Word::ok);
}

TEST_F(Leftovers, TooFewCallsProveNoGrowth) {
  EXPECT_EQ(verdict_on(mapped_after_each_call({1000, 9000})), Word::ok);
}

TEST_F(Leftovers, WholeStacksAreThreadsThatWereNeverJoined) {
  RawRun run = mapped_after_each_call(
      {kStackAndGuard, 3 * kStackAndGuard, 5 * kStackAndGuard, 7 * kStackAndGuard});
  for (RawOutcome& outcome : run.outcomes) outcome.tasks.threads.count = 2;
  EXPECT_EQ(verdict_on(run), Word::unjoined_thread);
  for (RawOutcome& outcome : run.outcomes) outcome.tasks.threads.count = 0;
  EXPECT_EQ(verdict_on(run), Word::memory_leak);
}

TEST_F(Leftovers, WhoAsksForThreadsOnlyHearsOfNothingElse) {
  const auto threads = [](const RawRun& run) {
    return word_of(findings_of(JoinedItsThreads(), run));
  };
  RawRun run = mapped_after_each_call({1000, 2000, 3000, 4000});
  for (RawOutcome& outcome : run.outcomes) outcome.after.zombies = 1;
  EXPECT_EQ(threads(run), Word::ok);
  run.outcomes[1].after.threads = 1;
  EXPECT_EQ(threads(run), Word::unjoined_thread);
  run = mapped_after_each_call(
      {kStackAndGuard, 2 * kStackAndGuard, 3 * kStackAndGuard, 4 * kStackAndGuard});
  for (RawOutcome& outcome : run.outcomes) outcome.tasks.threads.count = 1;
  EXPECT_EQ(threads(run), Word::unjoined_thread);
}

TEST_F(Leftovers, EachKindHasItsWord) {
  const auto with = [](auto change) {
    RawRun run = returned_run(4);
    run.before.descriptors = {"/dev/null", "pipe"};
    for (RawOutcome& outcome : run.outcomes) outcome.after.descriptors = run.before.descriptors;
    change(run.outcomes[2].after);
    return verdict_on(run);
  };
  EXPECT_EQ(with([](auto& after) { after.zombies = 1; }), Word::zombie);
  EXPECT_EQ(with([](auto& after) { after.processes = 2; }), Word::zombie);
  EXPECT_EQ(with([](auto& after) { after.threads = 1; }), Word::unjoined_thread);
  EXPECT_EQ(with([](auto& after) { after.descriptors.push_back("pipe"); }), Word::descriptor_leak);
  EXPECT_EQ(with([](auto& after) { after.named_objects = {"/dev/shm/sums"}; }),
            Word::named_object_leak);
  EXPECT_EQ(with([](auto& after) { after.shared_mappings = {"anonymous"}; }), Word::memory_leak);
}

TEST_F(Leftovers, ClosingWhatWasOpenBeforeIsNoLeak) {
  RawRun run = returned_run(4);
  run.before.descriptors = {"/dev/null", "pipe"};
  EXPECT_EQ(verdict_on(run), Word::ok);
}

}  // namespace
}  // namespace lockstep::suite
