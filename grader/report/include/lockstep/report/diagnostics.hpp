// What the compiler said, cut down to what a student can act on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <lockstep/judge/result.hpp>

#include <lockstep/report/layout.hpp>

namespace lockstep::report {

[[nodiscard]] std::size_t count(const std::vector<judge::Diagnostic>& diagnostics,
                                judge::Severity severity);

/// The first errors, those in the student's own files before all others; each with its line of
/// code, a caret, and the notes that point into the student's files.
[[nodiscard]] std::string errors(const std::vector<judge::Diagnostic>& diagnostics,
                                 std::size_t width, const Paint& paint);

/// The same for warnings, in the student's own files only. Empty where there are none.
[[nodiscard]] std::string warnings(const std::vector<judge::Diagnostic>& diagnostics,
                                   std::size_t width, const Paint& paint);

}  // namespace lockstep::report
