// Hidden suite of ex3. Trusted; never compiled or run together with student code.
#include <lockstep/suite/suite.hpp>

#include "queue_summation.hpp"

namespace {

using namespace lockstep::suite;
using ex3::Summation;
using lockstep::verdict::Word;
using Limits = std::vector<std::uint64_t>;

const auto sum_with_threads = LOCKSTEP_STUDENT(ex3::sum_with_threads);
const auto sum_with_processes = LOCKSTEP_STUDENT(ex3::sum_with_processes);
using Version = Function<decltype(ex3::sum_with_threads)>;

std::uint64_t sum_of_squares(std::uint64_t limit) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < limit; ++k) sum += k * k;
  return sum;
}

std::string place(std::size_t i, const Limits& limits) {
  return "sums[" + std::to_string(i) + "], for the limit " + std::to_string(limits[i]) + ",";
}

auto SumsOf(const Limits& limits) {
  return Gives<Summation>([limits](const Summation& value) -> Opinion {
    if (value.sums.size() != limits.size()) {
      return Complaint{Word::wrong_result, "returned " + show(value.sums.size()) +
                                               " sums for " + show(limits.size()) + " limits."};
    }
    for (std::size_t i = 0; i < limits.size(); ++i) {
      const std::uint64_t expected = sum_of_squares(limits[i]);
      if (value.sums[i] == expected) continue;
      return Complaint{Word::wrong_result, place(i, limits) + " is " + show(value.sums[i]) +
                                               "; it should be " + show(expected) + "."};
    }
    return std::nullopt;
  });
}

/// The largest first, so that the order of completion is not the order of the limits; a repeated
/// one, zeros, one whose squares outgrow 32 bits and one whose sum outgrows 64.
Limits mixed_limits(Random& random) {
  Limits limits{random.between(3'900'000, 4'000'000), random.between(70'000, 80'000), 0};
  for (const std::uint64_t limit : random.numbers(3, 1, 3000)) limits.push_back(limit);
  limits.push_back(limits[4]);
  limits.push_back(random.between(1, 9));
  return limits;
}

void check_sums(const Version& version) {
  Random random;
  EXPECT_THAT(run(version({})), SumsOf({}));
  const Limits limits = mixed_limits(random);
  EXPECT_THAT(run(version(limits), serially(limits.size())), SumsOf(limits));
  const Limits small = random.numbers(static_cast<std::size_t>(random.between(2, 6)), 0, 50);
  EXPECT_THAT(run(version(small), serially(small.size())), SumsOf(small));
  EXPECT_THAT(run(version(small), serially_again(small.size())), SumsOf(small));
}

/// The time that the call reports lies between what was surely inside it and the whole call.
Opinion plausible(const Summation& value, const RawOutcome& outcome, bool processes, Word word) {
  const auto& started = processes ? outcome.tasks.processes : outcome.tasks.threads;
  const auto least = (started.last_start - started.first_start) * 98 / 100;
  const auto most = (outcome.ended - outcome.began) * 102 / 100;
  if (value.elapsed >= least && value.elapsed <= most) return std::nullopt;
  if (word == Word::wrong_clock) {
    return Complaint{word, "the reported time jumped when the wall clock was set while it ran. "
                           "That is not a monotonic clock."};
  }
  return Complaint{word, value.elapsed < least
                             ? "the reported time is shorter than starting the workers alone took."
                             : "the reported time is longer than the whole call took."};
}

void check_elapsed(const Version& version, bool processes) {
  constexpr std::size_t kWorkers = 5;
  Random random;
  const auto call = version(random.numbers(kWorkers, 10, 1000));
  How how = processes ? with_processes_observed(kWorkers) : with_threads_observed(kWorkers);
  how.observe.delay_start = std::chrono::milliseconds(4);
  const auto with_word = [processes](Word word) {
    return GivesInItsRun<Summation>([=](const Summation& value, const RawOutcome& outcome) {
      return plausible(value, outcome, processes, word);
    });
  };
  ASSERT_THAT(run(call, how), with_word(Word::implausible_measurement));
  how.wall_clock_jump = std::chrono::hours(1);
  EXPECT_THAT(run(call, how), with_word(Word::wrong_clock));
}

Limits few_limits(std::size_t count) {
  Random random;
  return random.numbers(count, 10, 2000);
}

TEST(threads, sums) { check_sums(sum_with_threads); }

TEST(threads, workers) {
  const Limits limits = few_limits(7);
  EXPECT_THAT(run(sum_with_threads(limits), with_threads_observed(limits.size())),
              UsedThreads(limits.size()));
}

TEST(threads, no_race) {
  for (const Limits& limits : {few_limits(2), few_limits(5)}) {
    EXPECT_THAT(explore(sum_with_threads(limits)), Always(SumsOf(limits)));
  }
}

TEST(threads, elapsed) { check_elapsed(sum_with_threads, false); }

TEST(threads, clean) {
  EXPECT_THAT(run(sum_with_threads(few_limits(4)), with_leftovers_counted()), LeftNothingBehind());
}

TEST(processes, sums) {
  check_sums(sum_with_processes);
  if (HasFailure()) return;
  const Limits limits = few_limits(3);
  EXPECT_THAT(recorded(sum_with_processes(limits)), Always(SumsOf(limits)));
}

TEST(processes, workers) {
  const Limits limits = few_limits(7);
  EXPECT_THAT(run(sum_with_processes(limits), with_processes_observed(limits.size())),
              UsedProcesses(limits.size()));
}

TEST(processes, drain) {
  const Limits limits = few_limits(100);
  EXPECT_THAT(run(sum_with_processes(limits), with_narrow_pipes()), SumsOf(limits));
}

TEST(processes, elapsed) { check_elapsed(sum_with_processes, true); }

TEST(processes, clean) {
  EXPECT_THAT(run(sum_with_processes(few_limits(4)), with_leftovers_counted()),
              LeftNothingBehind());
}

}  // namespace
