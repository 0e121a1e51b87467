// Grades one submission: compiles it, runs the checks as soon as what they need has passed, and
// hands back what the suite reported. Every path ends in exactly one call of `done`.
//
// THREADS  belongs to the loop's thread. Several gradings share one workshop.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <lockstep/build/submission.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/session/workshop.hpp>

namespace lockstep::session {

struct Task {
  /// Must outlive the grading.
  const catalogue::Exercise* exercise = nullptr;
  std::shared_ptr<const build::Submission> submission;
  std::vector<std::string> only;  // ids of checks; empty: all
  unsigned times = 1;             // the checks run so often; the submission is compiled once
  std::string replay = {};        // id of an interleaving that is to be shown; may be empty
  bool cross_check = false;       // ask ThreadSanitizer as well, and note where it disagrees
};

/// How far a grading is.
struct Progress {
  bool compiling = false;
  std::size_t checks_done = 0;
  std::size_t checks = 0;
  std::string check;  // the one that was started last
};

/// One result for each time. Where nothing could be run there is only one.
using Done = std::function<void(std::vector<judge::Result>)>;
using Watch = std::function<void(const Progress&)>;

/// `done` is called from the loop, never from inside this call.
void grade(Workshop& workshop, Task task, Done done, Watch watch = {});

}  // namespace lockstep::session
