// Hidden suite of ex2. Trusted; never compiled or run together with student code.
//
// No absolute speed is ever asked for. The kernel saw when each worker started and ended; starts
// and ends are delayed by known amounts, and what the student reports must contain them.
#include <lockstep/suite/suite.hpp>

#include <cmath>

#include "creation_benchmark.hpp"

namespace {

using namespace lockstep::suite;
using ex2::CreationTimes;
using lockstep::sandbox::Started;
using lockstep::sandbox::Tasks;
using lockstep::verdict::Word;

const auto benchmark_creation = LOCKSTEP_STUDENT(ex2::benchmark_creation);

struct Half {
  const char* name;
  std::chrono::nanoseconds CreationTimes::*reported;
  Started Tasks::*seen;
};
constexpr Half kThreads{"threads", &CreationTimes::threads, &Tasks::threads};
constexpr Half kProcesses{"processes", &CreationTimes::processes, &Tasks::processes};

int some_workers() {
  Random random;
  return random.integer(4, 7);
}

How observed(int count) {
  How how = with_threads_observed(static_cast<std::size_t>(count));
  how.observe.hold_processes = static_cast<std::uint32_t>(count);
  return how;
}

std::chrono::nanoseconds span(const Started& seen) { return seen.last_end - seen.first_start; }

/// From the first start to the last end, and no longer than the call without the other half, which
/// comes before or after. Two parts in a hundred are for clocks that are slewed.
Opinion plausible(const Half& half, const CreationTimes& times, const RawOutcome& outcome,
                  Word word) {
  const auto own = span(outcome.tasks.*half.seen);
  const auto other = span(outcome.tasks.threads) + span(outcome.tasks.processes) - own;
  const auto least = own * 98 / 100;
  const auto most = (outcome.ended - outcome.began - other) * 102 / 100;
  const auto reported = times.*half.reported;
  if (reported >= least && reported <= most) return std::nullopt;
  const std::string begin = std::string("the time reported for ") + half.name;
  if (word == Word::wrong_clock) {
    return Complaint{word, begin + " jumped when the wall clock was set while it ran. That is not "
                                   "a monotonic clock."};
  }
  return Complaint{word, reported < least
                             ? begin + " is shorter than what went by between the first start and "
                                       "the end of the last worker, seen from outside."
                             : begin + " is longer than the call could spend on it, seen from "
                                       "outside."};
}

auto Plausible(const Half& half, Word word) {
  return GivesInItsRun<CreationTimes>(
      [half, word](const CreationTimes& times, const RawOutcome& outcome) {
        return plausible(half, times, outcome, word);
      });
}

/// Workers end late, and starts take their time: an interval that leaves out one or the other is
/// too short.
How stretched(int count) {
  How how = observed(count);
  how.observe.delay_start = std::chrono::milliseconds(3);
  how.observe.hold_for = std::chrono::milliseconds(25);
  return how;
}

void check_interval(const Half& half) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count), stretched(count)),
              Plausible(half, Word::implausible_measurement));
}

void check_clock(const Half& half) {
  const int count = some_workers();
  How how = stretched(count);
  how.wall_clock_jump = std::chrono::hours(1);
  EXPECT_THAT(run(benchmark_creation(count), how), Plausible(half, Word::wrong_clock));
}

TEST(threads, workers) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count), observed(count)),
              StartedThreads(static_cast<std::size_t>(count)));
}

TEST(threads, together) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count), observed(count)),
              HadThreadsTogether(static_cast<std::size_t>(count)));
}

TEST(threads, interval) { check_interval(kThreads); }

TEST(threads, clock) { check_clock(kThreads); }

TEST(arguments, count) {
  Random random;
  EXPECT_THAT(run(benchmark_creation(-random.integer(1, 9))), RefusedAsInvalid("a negative count"));
  EXPECT_THAT(run(benchmark_creation(0)), Gives<CreationTimes>([](const CreationTimes& times) {
    const bool zero = times.threads.count() == 0 && times.processes.count() == 0 && times.ratio == 0;
    return zero ? Opinion{} : Complaint{Word::wrong_result, "returned " + show(times) +
                                                                "; with no workers all is zero."};
  }));
}

TEST(processes, workers) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count), observed(count)),
              StartedProcesses(static_cast<std::size_t>(count)));
}

TEST(processes, together) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count), observed(count)),
              HadProcessesTogether(static_cast<std::size_t>(count)));
}

TEST(processes, interval) { check_interval(kProcesses); }

TEST(processes, clock) { check_clock(kProcesses); }

TEST(processes, ratio) {
  const int count = some_workers();
  EXPECT_THAT(run(benchmark_creation(count)), Gives<CreationTimes>([](const CreationTimes& times) {
    const double expected = static_cast<double>(times.processes.count()) /
                            static_cast<double>(times.threads.count());
    const bool right = std::abs(times.ratio - expected) <= 1e-3 * std::abs(expected);
    return right ? Opinion{} : Complaint{Word::wrong_result,
                                         "the ratio is not processes / threads."};
  }));
}

TEST(processes, clean) {
  EXPECT_THAT(run(benchmark_creation(4), with_leftovers_counted()), LeftNothingBehind());
}

}  // namespace
