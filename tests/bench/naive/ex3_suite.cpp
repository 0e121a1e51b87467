// What a course would write without Lockstep: a GoogleTest suite for ex3, linked with the
// submission into one program. It checks about the same: values, kinds of workers, the channel
// under many workers, time, leftovers. It cannot see races, and a submission can cheat it.
//
// Used by grade_against_naive only; never part of the build. Kept lean: no header that it could do
// without, so that the comparison is with a good naive suite.
#include <dirent.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "queue_summation.hpp"

namespace {

using Limits = std::vector<std::uint64_t>;
using Version = ex3::Summation (*)(const Limits&);

std::uint64_t sum_of_squares(std::uint64_t limit) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < limit; ++k) sum += k * k;
  return sum;
}

std::uint64_t random_between(std::uint64_t low, std::uint64_t high) {
  return low + static_cast<std::uint64_t>(std::rand()) % (high - low + 1);
}

Limits random_limits(std::size_t count, std::uint64_t low, std::uint64_t high) {
  Limits limits(count);
  for (std::uint64_t& limit : limits) limit = random_between(low, high);
  return limits;
}

Limits mixed_limits() {
  Limits limits{random_between(3'900'000, 4'000'000), random_between(70'000, 80'000), 0};
  for (const std::uint64_t limit : random_limits(3, 1, 3000)) limits.push_back(limit);
  limits.push_back(limits[4]);
  limits.push_back(random_between(1, 9));
  return limits;
}

std::size_t entries_in(const char* folder) {
  DIR* stream = opendir(folder);
  if (stream == nullptr) return 0;
  std::size_t count = 0;
  while (readdir(stream) != nullptr) ++count;
  closedir(stream);
  return count;
}

std::size_t mappings() {
  std::FILE* file = std::fopen("/proc/self/maps", "r");
  std::size_t lines = 0;
  for (int c = 0; (c = std::fgetc(file)) != EOF;) lines += c == '\n';
  std::fclose(file);
  return lines;
}

void expect_sums(Version version, const Limits& limits) {
  const ex3::Summation result = version(limits);
  ASSERT_EQ(result.sums.size(), limits.size());
  for (std::size_t i = 0; i < limits.size(); ++i) {
    EXPECT_EQ(result.sums[i], sum_of_squares(limits[i])) << "for the limit " << limits[i];
  }
}

void expect_right_sums(Version version) {
  expect_sums(version, {});
  expect_sums(version, mixed_limits());
  expect_sums(version, random_limits(4, 0, 50));
}

void expect_plausible_time(Version version) {
  const auto begin = std::chrono::steady_clock::now();
  const ex3::Summation result = version(random_limits(5, 10, 1000));
  const auto whole = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(result.elapsed.count(), 0);
  EXPECT_LE(result.elapsed, whole);
}

void expect_nothing_left(Version version) {
  static_cast<void>(version(random_limits(4, 10, 2000)));
  const std::size_t descriptors = entries_in("/proc/self/fd");
  const std::size_t names = entries_in("/dev/shm");
  const std::size_t threads = entries_in("/proc/self/task");
  Limits mapped;
  for (int i = 0; i < 4; ++i) {
    static_cast<void>(version(random_limits(4, 10, 2000)));
    mapped.push_back(mappings());
  }
  EXPECT_EQ(entries_in("/proc/self/fd"), descriptors);
  EXPECT_EQ(entries_in("/dev/shm"), names);
  EXPECT_EQ(entries_in("/proc/self/task"), threads);
  const bool grows_always = std::is_sorted(mapped.begin(), mapped.end()) &&
                            std::adjacent_find(mapped.begin(), mapped.end()) == mapped.end();
  EXPECT_FALSE(grows_always) << "every call leaves something mapped";
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child was never waited for";
}

/// Page faults of the children that have been waited for: it grows with each child.
long children_so_far() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_minflt;
}

TEST(Threads, Sums) { expect_right_sums(ex3::sum_with_threads); }

TEST(Threads, Workers) {
  const long children = children_so_far();
  expect_sums(ex3::sum_with_threads, random_limits(7, 10, 2000));
  EXPECT_EQ(children_so_far(), children) << "child processes in the version with threads";
}

TEST(Threads, Elapsed) { expect_plausible_time(ex3::sum_with_threads); }
TEST(Threads, Clean) { expect_nothing_left(ex3::sum_with_threads); }

TEST(Processes, Sums) { expect_right_sums(ex3::sum_with_processes); }

TEST(Processes, Workers) {
  const long children = children_so_far();
  expect_sums(ex3::sum_with_processes, random_limits(7, 10, 2000));
  EXPECT_GT(children_so_far(), children) << "no child processes";
}

TEST(Processes, Drain) { expect_sums(ex3::sum_with_processes, random_limits(100, 10, 2000)); }
TEST(Processes, Elapsed) { expect_plausible_time(ex3::sum_with_processes); }
TEST(Processes, Clean) { expect_nothing_left(ex3::sum_with_processes); }

}  // namespace
