// Decides what a submission earned. Pure: facts in, verdict out; no clock, no file, no process.
//
// Only a student's fault costs points. Whatever the grader could not decide makes the whole result
// a grader fault: the points shown are what is known to be earned, and are no grade.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::judge {

/// What is known besides the checks' reports.
struct Circumstances {
  char sandbox = 'B';
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> only;    // ids of the checks asked for; empty: all of them
  std::vector<std::string> faults;  // of the grader, and of no check in particular
  Measured measured;
};

/// The result of a submission that compiled and ran.
///
/// A check whose needs did not all pass is skipped, whatever was reported for it. Of several
/// findings the gravest decides. A missing report, two for one check, one for a check that is not
/// asked for, and a report with a fault are grader faults. A finding of tampering anywhere takes
/// the points of all.
[[nodiscard]] Result judge(const catalogue::Exercise& exercise,
                           const std::vector<verdict::CheckReport>& reports,
                           Circumstances circumstances = {});

/// No check ran because the compiler or the linker refused the submission.
[[nodiscard]] Result did_not_compile(const catalogue::Exercise& exercise,
                                     Circumstances circumstances);

/// No check ran because the submission is not what it claims to be: `finding` says why.
[[nodiscard]] Result refused(const catalogue::Exercise& exercise, const verdict::Finding& finding,
                             Circumstances circumstances = {});

/// No check ran because the grader could not do its work.
[[nodiscard]] Result grader_fault(const catalogue::Exercise& exercise, std::string_view fault,
                                  Circumstances circumstances = {});

}  // namespace lockstep::judge
