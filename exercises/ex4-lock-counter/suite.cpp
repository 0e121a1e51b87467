// Hidden suite of ex4. Trusted; never compiled or run together with student code.
#include <lockstep/suite/suite.hpp>

#include "lock_counter.hpp"

namespace {

using namespace lockstep::suite;
using lockstep::verdict::Word;

const auto count_with_threads = LOCKSTEP_STUDENT(ex4::count_with_threads);
const auto count_with_processes = LOCKSTEP_STUDENT(ex4::count_with_processes);
using Version = Function<decltype(ex4::count_with_threads)>;
using Total = std::int64_t;

auto Counts(int workers, int increments) {
  const Total expected = static_cast<Total>(workers) * increments;
  return Gives<Total>([expected](const Total& total) -> Opinion {
    if (total == expected) return std::nullopt;
    const bool lost = total > 0 && total < expected;
    // How many were lost is luck; that some were is not.
    if (lost) {
      return Complaint{Word::lost_update,
                       "returned less than " + show(expected) + ": updates were lost."};
    }
    return Complaint{Word::wrong_result,
                     "returned " + show(total) + "; it should be " + show(expected) + "."};
  });
}

/// One after the other the workers must count right in any case. Whether they also do so together
/// is asked only where there is no data race, which is found by a check of its own.
void check_one_after_the_other(const Version& version) {
  Random random;
  const int workers = random.integer(3, 6);
  const int few = random.integer(50, 400);
  ASSERT_THAT(run(version(1, few)), Counts(1, few));
  ASSERT_THAT(run(version(workers, few), serially(static_cast<std::size_t>(workers))),
              Counts(workers, few));
  ASSERT_THAT(run(version(2, few), serially_again(2)), Counts(2, few));
}

void check_arguments(const Version& version) {
  Random random;
  const int negative = -random.integer(1, 99);
  EXPECT_THAT(run(version(negative, 5)), RefusedAsInvalid("a negative number of workers"));
  EXPECT_THAT(run(version(3, negative)), RefusedAsInvalid("a negative number of increments"));
  EXPECT_THAT(run(version(0, 5)), Counts(0, 5));
  EXPECT_THAT(run(version(3, 0)), Counts(3, 0));
}

TEST(threads, count) {
  ASSERT_NO_FATAL_FAILURE(check_one_after_the_other(count_with_threads));
  const Exploration together = explore(count_with_threads(2, 3));
  if (together.racy()) return;
  EXPECT_THAT(together, Always(Counts(2, 3)));
}

TEST(threads, workers) {
  ASSERT_THAT(run(count_with_threads(6, 20), with_threads_observed(6)), UsedThreads(6));
  EXPECT_THAT(run(count_with_threads(3, 10), with_leftovers_counted()), JoinedItsThreads());
}

TEST(threads, no_race) {
  EXPECT_THAT(explore(count_with_threads(2, 3)), Always(Counts(2, 3)));
  EXPECT_THAT(explore(count_with_threads(4, 30), {.interleavings = 50}), Always(Counts(4, 30)));
}

TEST(threads, shared) {
  EXPECT_THAT(recorded(count_with_threads(3, 500)), WorkedOnOneLocation(3, 500));
}

TEST(threads, interleaved) {
  EXPECT_THAT(recorded(count_with_threads(3, 500)), LetOthersInBetween());
}

TEST(threads, arguments) { check_arguments(count_with_threads); }

TEST(processes, count) {
  ASSERT_NO_FATAL_FAILURE(check_one_after_the_other(count_with_processes));
  const Exploration together = recorded(count_with_processes(3, 50));
  if (together.racy()) return;
  ASSERT_THAT(together, Always(Counts(3, 50)));
  constexpr int kMany = 60'000;
  EXPECT_THAT(run(count_with_processes(4, kMany)), Counts(4, kMany));
}

TEST(processes, workers) {
  EXPECT_THAT(run(count_with_processes(6, 20), with_processes_observed(6)), UsedProcesses(6));
}

TEST(processes, no_race) {
  EXPECT_THAT(recorded(count_with_processes(4, 100)), HasNoFault());
}

TEST(processes, shared) {
  EXPECT_THAT(recorded(count_with_processes(3, 500)), WorkedOnOneLocation(3, 500));
}

TEST(processes, interleaved) {
  EXPECT_THAT(recorded(count_with_processes(3, 500)), LetOthersInBetween());
}

TEST(processes, arguments) { check_arguments(count_with_processes); }

TEST(processes, clean) {
  EXPECT_THAT(run(count_with_processes(3, 10), with_leftovers_counted()), LeftNothingBehind());
}

}  // namespace
