// How far a batch is: one line that is rewritten on a terminal, a line now and then elsewhere.
//
// THREADS  belongs to one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <lockstep/batch/grading.hpp>

#include "terminal.hpp"

namespace lockstep::cli {

class BatchProgress {
 public:
  explicit BatchProgress(ProgressLine& line);

  void show(const batch::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  ProgressLine& line_;
  bool on_terminal_;
  Clock::time_point start_;
  Clock::time_point last_line_;
};

/// "graded 40 of 200, 2.1 a second, about 1 min 16 s left, 2 grader faults"
[[nodiscard]] std::string describe(const batch::Progress& progress,
                                   std::chrono::milliseconds elapsed);

}  // namespace lockstep::cli
