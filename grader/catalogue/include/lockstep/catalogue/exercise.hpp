// An exercise as its author declared it in exercise.toml.
//
// Plain values, complete and consistent: whoever holds an Exercise need not check it again.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/bytes.hpp>
#include <lockstep/verdict/word.hpp>

namespace lockstep::catalogue {

/// What one run of a submission may use.
struct Limits {
  std::chrono::milliseconds wall{10'000};
  std::chrono::milliseconds cpu{8'000};
  Bytes memory = mib(256);
  std::uint32_t tasks = 128;  // threads and processes alive together
  Bytes output = kib(256);
  Bytes tmp = mib(64);

  bool operator==(const Limits&) const = default;
};

struct Check {
  std::string id;  // "threads.no-race"
  std::string title;
  int points = 0;
  std::vector<std::string> needs;  // ids; skipped unless all of them passed. Never a cycle.
  bool timed = false;              // measures time and runs alone
  std::string says;                // what it means to fail, in a student's words
  std::vector<std::string> hints;
};

/// A known-wrong submission and how it has to fail.
struct Mutant {
  std::filesystem::path file;  // relative to the exercise's folder
  std::string check;
  verdict::Word as = verdict::Word::wrong_result;
};

struct Exercise {
  std::filesystem::path folder;  // as it was given to load()
  std::string id;                // "ex4"
  std::string name;              // "lock-counter"
  std::string title;
  std::string summary;
  std::vector<std::string> files;  // what a student writes; the main file first
  Limits limits;
  std::vector<Check> checks;
  std::vector<Mutant> mutants;

  /// "lock_counter.hpp": the main file's header.
  [[nodiscard]] std::string header() const;

  [[nodiscard]] int max_score() const;

  /// Throws UnknownName, with what was probably meant.
  [[nodiscard]] const Check& check(std::string_view check_id) const;
};

/// Reads `<folder>/exercise.toml`. Throws ManifestError for the first mistake found, and for a file
/// that the manifest names and that is not there. The folder must be called `<id>-<name>`.
[[nodiscard]] Exercise load(const std::filesystem::path& folder);

}  // namespace lockstep::catalogue
