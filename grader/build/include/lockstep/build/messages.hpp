// What the compiler and the linker print, as diagnostics in a student's words.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/build/submission.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>

namespace lockstep::build {

/// Where the submission's files lie inside the sandbox.
inline constexpr std::string_view kSubmissionFolder = "/lockstep/submission/";

/// Of g++, printed without colour and source lines. In the order in which it was printed.
[[nodiscard]] std::vector<judge::Diagnostic> compiler_messages(std::string_view text,
                                                               const Submission& submission);

struct LinkerComplaint {
  bool duplicate = false;  // defined twice; otherwise used but defined nowhere
  std::string symbol;

  auto operator<=>(const LinkerComplaint&) const = default;
};

/// Of mold, lld and bfd; sorted, each once.
[[nodiscard]] std::vector<LinkerComplaint> linker_complaints(std::string_view text);

/// "std::vector<int>" instead of all its template arguments.
[[nodiscard]] std::string readable_symbol(const std::string& symbol);

/// What the linker has to know of an exercise to speak of it.
struct LinkedAgainst {
  std::string ns;      // namespace of the exercise's functions, "ex3"
  std::string header;  // the header's text
};

/// The same complaints in words.
[[nodiscard]] std::vector<judge::Diagnostic> linker_messages(std::string_view text,
                                                             const Submission& submission,
                                                             const LinkedAgainst& exercise);

/// The student's own lines first, errors before warnings, each with its notes; what nobody reads
/// (the hundredth error, warnings in other people's code) is left out.
[[nodiscard]] std::vector<judge::Diagnostic> in_reading_order(
    std::vector<judge::Diagnostic> diagnostics);

/// Calls `each` for every line, without its end.
template <typename Each>
void for_each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    each(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace lockstep::build
