// What can be counted about a class. Grader faults and missing grades are in no mean and no rate.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <lockstep/export/entry.hpp>

namespace lockstep::page {

using exports::Class;
using exports::Entry;

struct Distribution {
  struct Bin {
    int from = 0;  // points, both included
    int to = 0;
    std::size_t students = 0;
  };
  std::vector<Bin> bins;
  std::size_t graded = 0;
  double mean = 0;
  double median = 0;
  int least = 0;
  int most = 0;
};

[[nodiscard]] Distribution distribution_of(const Class& all);

struct CheckRate {
  std::string id;
  std::string title;
  int max_points = 0;
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;                   // needed a check that failed, or did not compile
  std::size_t undecided = 0;                 // by a grader fault
  std::map<std::string, std::size_t> words;  // verdicts of those that failed

  /// Of those in which the check ran; 0 where it never did.
  [[nodiscard]] double failure_rate() const;
};

/// The highest failure rate first.
[[nodiscard]] std::vector<CheckRate> check_rates(const Class& all);

/// Students whose submissions show the same.
struct Group {
  std::string title;    // "threads.no-race: data race"
  std::string example;  // one student's message
  std::vector<const Entry*> entries;
};

/// Grader faults, by what went wrong; numbers do not count. The largest group first.
[[nodiscard]] std::vector<Group> grader_faults(const Class& all);

/// The same check with the same verdict and a message that differs in numbers and names only; or
/// the same error of the compiler. Two students at least, the largest group first.
[[nodiscard]] std::vector<Group> same_fault(const Class& all);

/// The same files. Two students at least.
[[nodiscard]] std::vector<Group> identical(const Class& all);

}  // namespace lockstep::page
