// Where the parts of this grader lie: exercises, and what was built for them before any submission.
#pragma once

#include <filesystem>
#include <string>

#include <lockstep/catalogue/exercise.hpp>

namespace lockstep::build {

namespace fs = std::filesystem;

struct Installation {
  fs::path exercises;
  fs::path solutions;
  fs::path stage;
  fs::path launcher;
  std::string compiler;
  fs::path source = {};  // the clone that this was built from

  /// As built. Tests may move each part: LOCKSTEP_EXERCISES, LOCKSTEP_SOLUTIONS, LOCKSTEP_STAGE,
  /// LOCKSTEP_LAUNCHER, LOCKSTEP_STUDENT_CXX.
  [[nodiscard]] static Installation of_this_build();
};

/// What was built for one exercise.
struct Parts {
  fs::path suite;
  fs::path entry;    // object file
  fs::path include;  // folder with the header and its precompiled form
  fs::path entry_library;
  fs::path native_library;
  fs::path activity_library;
  fs::path explored_entry_library;
  fs::path explorer_library;
  fs::path tools;            // folder with what stands in the assembler's place
  fs::path library_headers;  // folder with what mends faults of libstdc++
  std::string compiler;
};

/// Throws GraderFault that names the first part that is not there, and the next step.
[[nodiscard]] Parts parts_of(const Installation& installation, const catalogue::Exercise& exercise);

/// What `command --version` says first; empty where it cannot be run.
[[nodiscard]] std::string version_of(const std::string& command);

}  // namespace lockstep::build
