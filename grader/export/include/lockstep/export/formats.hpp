// The documents that results leave in, as text. docs/exports.md says what each is for.
//
// Pure: no file, no clock. In every format a grader fault has no score, is said to be one, and
// stands first. All texts are valid UTF-8; control characters are written as `\x1b`.
//
// THREADS  all functions may be called from several threads at once.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/export/entry.hpp>

namespace lockstep::exports {

/// Gradescope's results.json. Without a grade it has no score at all, which Gradescope shows as an
/// autograder that failed: nobody gets a zero.
[[nodiscard]] std::string gradescope(const Entry& entry);

/// JUnit XML: one suite for each student, one case for each check. What the grader could not decide
/// is an `error`, never a `failure`. Kept below the 30 MB that GitLab reads by cutting messages.
[[nodiscard]] std::string junit(const Class& all);

/// SARIF 2.1.0: findings with a place in the student's files, one run for each student. A grader
/// fault is a notification of a run that was not successful.
[[nodiscard]] std::string sarif(const Class& all, const std::string& version);

/// The same for what `grade explore --json` wrote (lockstep/explore/v1): one run; with a replay,
/// its interleaving is the finding's code flow. Throws UnreadableResult.
[[nodiscard]] std::string sarif_of_exploration(std::string_view json, const std::string& version);

/// One line for each student, then the points and the verdict of each check.
[[nodiscard]] std::string csv(const Class& all);

/// Schema `lockstep/batch/v1`: everything that is known, with the results as they are.
[[nodiscard]] std::string json(const Class& all);

/// What Classroom 50's runner says about a submission; empty members are left out.
struct Classroom50Stamps {
  std::string classroom;
  std::string assignment;
  std::string submission;
  std::string commit;
  std::string release;
  std::string review;
  std::string datetime;
};

/// Classroom 50's result.json. `entry` must have points: its runner makes an error of a missing
/// file, so nothing may be written for a fault.
[[nodiscard]] std::string classroom50(const Entry& entry, const Classroom50Stamps& stamps);

}  // namespace lockstep::exports
