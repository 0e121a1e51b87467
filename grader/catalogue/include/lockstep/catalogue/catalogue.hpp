// All exercises of a course unit.
//
// Holds their names only. A manifest is read when its exercise is asked for, so that a broken one
// stops nobody from working on another.
//
// THREADS  const members may be called from several threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/exercise.hpp>

namespace lockstep::catalogue {

class Catalogue {
 public:
  struct Entry {
    std::uint32_t number = 0;
    std::string id;    // "ex3"
    std::string name;  // "queue-summation"
    std::filesystem::path folder;
  };

  /// Every folder of `exercises_root` that is called `ex<number>-<name>`. Throws ManifestError
  /// where the root cannot be read or two folders have the same number or name.
  explicit Catalogue(const std::filesystem::path& exercises_root);

  /// Sorted by number.
  [[nodiscard]] const std::vector<Entry>& entries() const& noexcept { return entries_; }
  void entries() && = delete;

  /// By id (`ex3`), folder name (`ex3-queue-summation`) or name (`queue-summation`). Throws
  /// UnknownName, or ManifestError where the exercise is there and its manifest is broken.
  [[nodiscard]] Exercise find(std::string_view name) const;

  /// Sorted by number. Throws ManifestError where one of them is broken.
  [[nodiscard]] std::vector<Exercise> all() const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace lockstep::catalogue
