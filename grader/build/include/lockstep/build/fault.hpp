// The two things that keep a submission from being graded at all. Neither costs points.
#pragma once

#include <stdexcept>

namespace lockstep::build {

/// The grader could not do its work. what() names the file and the next step.
class GraderFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the user named cannot be read as a submission. what() says why, and what to name instead.
class NoSubmission : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lockstep::build
