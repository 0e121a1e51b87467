// What grading one submission came to: `lockstep/result/v1` before it is written as text or JSON.
//
// Plain values. Texts may hold anything that a student's program printed; lockstep/report escapes.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/verdict/finding.hpp>

namespace lockstep::judge {

enum class Severity { error, warning, note };

/// One message of the compiler or linker. A note belongs to the error or warning before it.
struct Diagnostic {
  Severity severity = Severity::error;
  bool in_submission = false;  // the place is in a file that the student wrote
  std::string file;            // relative to the submission if it is in it; may be empty
  int line = 0;                // 1-based; 0: not known
  int column = 0;              // 1-based, in bytes of `source`; 0: not known
  std::string message;
  std::string source;  // the line itself; may be empty

  bool operator==(const Diagnostic&) const = default;
};

enum class CheckStatus { passed, failed, skipped };

struct CheckResult {
  std::string id;
  std::string title;
  CheckStatus status = CheckStatus::skipped;
  int points = 0;
  int max_points = 0;
  verdict::Word verdict = verdict::Word::ok;  // of no meaning where skipped
  std::string message;                        // why it failed, or why it was skipped
  std::string advice;                         // what to try next; may be empty
  std::vector<verdict::Place> places;
  std::vector<std::string> blocked_by;  // skipped: the needed checks that did not pass
  bool undecided = false;               // skipped by a grader fault, here or in what it needs
  std::optional<std::string> replay;
  std::uint64_t interleavings = 0;
  bool exhausted = false;
};

enum class Status { graded, did_not_compile, tampering, grader_fault };

/// What differs from run to run, and so stands apart.
struct Measured {
  std::string host;
  std::chrono::milliseconds total{0};
  std::chrono::milliseconds compilation{0};
  std::map<std::string, std::chrono::milliseconds> checks;  // by id
};

struct Result {
  std::string exercise;  // "ex4"
  std::string title;
  std::string file;   // the student's main file
  int score = 0;      // always the sum of the checks' points
  int max_score = 0;  // of the checks below
  Status status = Status::graded;
  char sandbox = 'B';               // step of the ladder, 'A' … 'D'
  bool selection = false;           // only some of the exercise's checks were asked for
  std::vector<CheckResult> checks;  // in the manifest's order
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> notes;   // for whoever runs the grader; they change no points
  std::vector<std::string> faults;  // the grader's own; not empty only with Status::grader_fault
  std::string replay;  // explanation::Replay, encoded; empty unless one was asked for and found
  Measured measured;
};

/// "did-not-compile" and so on, as in the JSON.
[[nodiscard]] std::string_view name(Status status) noexcept;
[[nodiscard]] std::string_view name(CheckStatus status) noexcept;
[[nodiscard]] std::string_view name(Severity severity) noexcept;

}  // namespace lockstep::judge
