// What this machine can isolate and measure: the facts behind `grade doctor`. Collecting them takes
// about a second, since each step of the sandbox is really tried and the clock really read.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <lockstep/build/installation.hpp>
#include <lockstep/sandbox/sandbox.hpp>

namespace lockstep::cli {

/// A step of the sandbox that is not to be had.
struct Lack {
  char step = 'A';
  std::string why;
  std::vector<std::string> remedies;  // each a command, or a sentence where there is none
};

struct Compiler {
  std::string path;
  std::string version;  // empty: it cannot be run
  bool for_submissions = false;
};

struct Clock {
  std::string source;  // the kernel's, "tsc" for instance; empty: not told
  std::chrono::nanoseconds resolution{0};
  std::chrono::nanoseconds step{0};  // the smallest difference between two readings
  std::chrono::nanoseconds cost{0};  // of a reading
  bool slow = false;                 // read from a device
};

/// How late sleeps of a millisecond end.
struct Noise {
  std::chrono::microseconds median{0};
  std::chrono::microseconds most{0};  // 99 of 100
  std::chrono::microseconds worst{0};
};

struct Diagnosis {
  std::optional<char> step;  // empty: nothing can be isolated
  std::string fault;         // the sandbox could not even be tried
  std::vector<Lack> lacks;
  std::optional<std::chrono::microseconds> launch;  // median, of a program that does nothing
  std::string kernel;
  std::vector<Compiler> compilers;
  Clock clock;
  Noise noise;
  unsigned cores = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t free_memory_bytes = 0;
  double load = 0;

  /// A submission can be compiled and run, without an option that waives isolation.
  [[nodiscard]] bool can_grade() const;
};

[[nodiscard]] Diagnosis diagnose(const build::Installation& installation);

/// What makes `step` possible here.
[[nodiscard]] std::vector<std::string> remedies_for(sandbox::Step step, const std::string& why);

}  // namespace lockstep::cli
