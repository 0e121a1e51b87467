// Inputs that nobody can foresee and that are the same at every grading of one submission: the
// generator is seeded from the submission's content and the check's name.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace lockstep::suite {

class Random {
 public:
  /// Seeded for the running check.
  Random();

  /// Uniform enough for inputs; both ends included.
  [[nodiscard]] std::uint64_t between(std::uint64_t low, std::uint64_t high);

  /// A number of `int`'s range, both ends included.
  [[nodiscard]] int integer(int low, int high);

  /// `count` numbers, both ends included.
  [[nodiscard]] std::vector<std::uint64_t> numbers(std::size_t count, std::uint64_t low,
                                                   std::uint64_t high);

  /// Lower-case letters.
  [[nodiscard]] std::string word(std::size_t length);

 private:
  std::mt19937_64 engine_;
};

}  // namespace lockstep::suite
