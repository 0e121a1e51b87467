// A process that was forked before the first execution, and in which nothing has been executed yet. It
// carries out executions of the explorer once more, each in a child of its own: so what restoring the
// program's memory has missed shows.
//
// For tests of the explorer: a fork takes a hundred times as long as restoring.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include "execution.hpp"

namespace lockstep::explorer::runtime {

class Pristine {
 public:
  /// Forks. Throws std::system_error where that is not possible.
  Pristine();
  ~Pristine();
  Pristine(const Pristine&) = delete;
  Pristine& operator=(const Pristine&) = delete;

  /// The last execution, which saw `visibility`, comes to the same end with the same operations,
  /// findings and output.
  [[nodiscard]] bool agrees(const Visibility& visibility);

 private:
  int channel_ = -1;
};

}  // namespace lockstep::explorer::runtime
