// What a check found: a verdict word, a sentence for the student, and places in the student's code.
//
// A finding is a fact about a submission, never about the grader: a grader fault is carried by
// CheckReport::fault and can never cost points.
//
// THREADS  plain values; no shared state.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/verdict/word.hpp>

namespace lockstep::verdict {

/// A line in the student's code and what happened there.
struct Place {
  std::string file;  // relative to the submission
  int line = 0;      // 1-based; 0 where only the file is known
  std::string role;  // for instance "thread 2 wrote here"

  bool operator==(const Place&) const = default;
};

struct Finding {
  Word word = Word::ok;  // never `ok` in a report
  std::string message;   // what happened, in a student's words; one or more lines
  std::string advice;    // what to try next; may be empty
  std::vector<Place> places;
  std::string replay = {};  // id of an interleaving that brings it about; may be empty

  bool operator==(const Finding&) const = default;
};

/// What the hidden suite says about one check. Travels as one line of JSON.
struct CheckReport {
  std::string check;                 // the manifest's id, for instance "threads.no-race"
  std::vector<Finding> findings;     // empty: the check passed
  std::optional<std::string> fault;  // the grader could not do its work: no verdict was reached
  std::uint64_t interleavings = 0;   // explored for this check; 0 where nothing was explored
  bool exhausted = false;            // every interleaving was explored
  std::vector<std::string> notes = {};     // for whoever runs the grader: two tools disagree
  std::string replay = {};  // explanation::Replay, encoded; empty unless one was asked for and found

  bool operator==(const CheckReport&) const = default;
};

/// The line is not a check report. A grader fault: the suite wrote it, not the student.
class ReportError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The gravest finding first (ranked by gravity(), then as given), duplicates removed.
[[nodiscard]] std::vector<Finding> ranked(std::vector<Finding> findings);

/// One line of JSON without a line end; always accepted by check_report_from_json().
///
/// Texts may come from a student's program: a byte that is not UTF-8 is written as `\xNN`, and what
/// is too long is cut and says so. Of too many findings or places the first are kept.
[[nodiscard]] std::string to_json_line(const CheckReport& report);

/// Strict: throws ReportError that names the key for an unknown or missing key, a wrong type or an
/// unknown verdict word, and for anything longer than to_json_line() writes.
[[nodiscard]] CheckReport check_report_from_json(std::string_view line);

}  // namespace lockstep::verdict
