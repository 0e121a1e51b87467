// The two faults that a catalogue reports: an author's and a user's. Neither costs a student
// points.
#pragma once

#include <stdexcept>

namespace lockstep::catalogue {

/// An author's fault in a manifest. what() is one message for the terminal:
/// `file:line:column: reason`, the source line, and a caret with what was probably meant.
/// Where no line is to blame (a file that cannot be read) it is `file: reason`.
class ManifestError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A user's fault: no exercise or check of this name. what() says which one was probably meant.
class UnknownName : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lockstep::catalogue
