// Who belongs to the course: a CSV file, such as the gradebook of Canvas, the worksheet of Moodle
// or the roster of Gradescope.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <lockstep/store/ledger.hpp>

namespace lockstep::intake {

class Roster {
 public:
  /// Throws IntakeError where the file cannot be read, or none of its titles is known.
  explicit Roster(const std::filesystem::path& file);

  /// Completes the entrant's identity, or remarks that nobody of this name is on the roster.
  void complete(store::Entrant& entrant);

  /// Those that complete() met nobody for.
  [[nodiscard]] std::vector<store::Entrant> missing() const;

 private:
  struct Person {
    store::Identity identity;
    std::string student;  // title "student" or "folder": how staff call the folder
    bool met = false;
  };
  [[nodiscard]] Person* person(const store::Entrant& entrant);

  std::vector<Person> people_;
};

}  // namespace lockstep::intake
