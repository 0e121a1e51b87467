// Where one student stands in a batch: what was handed in, what it was graded as, and what counts.
//
// Plain values, as the store holds them. A standing is not a grade book's line: who reads it
// decides what a missing submission means. A grader fault has no score and never is a zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::store {

/// What grading one exercise depends on, besides the submission. Each is short printable text.
struct Versions {
  std::string grader;    // version of Lockstep, and a hash of its programs
  std::string exercise;  // hash of the manifest, the suite and what is linked in
  std::string compiler;  // what the compiler says it is

  bool operator==(const Versions&) const = default;
};

/// How others call this student. Empty: not known. From the layout that was read and the roster.
struct Identity {
  std::string name;    // "Ada Lovelace"; as shown to people
  std::string id;      // number in the system it came from: Canvas user, Moodle participant
  std::string sis_id;  // number at the university
  std::string login;   // account
  std::string email;
  std::string section;

  bool operator==(const Identity&) const = default;
};

enum class State {
  nothing,  // nothing that could be graded was handed in; `problem` says what is wrong
  waiting,  // handed in, and not graded yet
  graded,
  did_not_compile,  // a grade of 0 points
  tampering,        // a grade of 0 points
  fault,            // the grader could not do its work: no grade
};

[[nodiscard]] std::string_view name(State state) noexcept;  // "nothing", …, "grader-fault"

/// A decision of staff that stands above what was graded, until it is taken back.
struct Override {
  int points = 0;
  std::string by;
  std::string reason;
  std::string at;  // UTC, "2026-05-01T12:00:00Z"

  bool operator==(const Override&) const = default;
};

struct SourceText {
  std::string name;     // "queue_summation.cpp", as the exercise calls it
  std::string content;  // any bytes, at most 1 MiB
};

struct Standing {
  std::string student;  // unique in the store; what staff type. Any printable text
  Identity identity;

  State state = State::nothing;
  // A sentence: why there is no grade; next to a grade, why something newer has none. Else empty.
  std::string problem;
  bool newest_is_fault = false;      // grading what counts now failed by the grader's fault
  std::vector<std::string> remarks;  // about what was handed in: extra files, links, archives

  // The attempt that counts. Empty or 0 where nothing was handed in.
  std::string attempt;    // as its layout calls it, "3" or "submission_42"
  std::string handed_in;  // UTC, "2026-05-01T12:00:00Z"; empty: the layout does not say
  bool late = false;      // only where the layout says so
  unsigned attempts = 0;  // how many there are
  std::string origin;     // file or folder it was read from, relative to the batch's folder
  std::string content;    // SHA-256 of the files with line ends normalised, 64 hex digits

  // The result in force. Empty where there is none.
  std::string result;    // lockstep/result/v1 without `measured`, one line
  std::string measured;  // the `measured` object of it, one line
  std::string reason;    // did_not_compile: the first error, one line; else empty
  std::optional<int> score;  // of the result; nothing for a fault or where there is no result
  int max_score = 0;         // of the exercise
  std::string host;          // where it was graded
  std::string graded_at;     // UTC
  Versions versions;         // what it was graded with

  std::optional<Override> override_by_staff;

  /// What counts: the override, else the score, else nothing.
  [[nodiscard]] std::optional<int> points() const;
};

/// What the store is about.
struct Subject {
  std::string exercise;  // "ex3"
  std::string title;
  int max_score = 0;

  bool operator==(const Subject&) const = default;
};

}  // namespace lockstep::store
