#include <lockstep/export/words.hpp>

#include <fmt/format.h>
#include <lockstep/report/diagnostics.hpp>
#include <lockstep/report/phrase.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::exports {
namespace {

using judge::CheckStatus;

constexpr std::string_view no_fault_of_the_student =
    "The grader could not do its work: this is no grade, and it costs no points.";

std::size_t code_points(std::string_view text) {
  std::size_t number = 0;
  for (; !text.empty(); ++number) {
    text.remove_prefix(verdict::first_code_point(text).length);
  }
  return number;
}

std::string mark(const judge::CheckResult& check) {
  if (check.undecided) return "?";
  if (check.status == CheckStatus::skipped) return "–";
  return check.status == CheckStatus::passed ? "✓" : "✗";
}

void add_line(std::string& to, const std::string& text) {
  if (text.empty()) return;
  if (!to.empty()) to += '\n';
  to += text;
}

std::string missing_grade(const store::Standing& standing) {
  switch (standing.state) {
    case store::State::fault:
      return std::string(no_fault_of_the_student) +
             (standing.problem.empty() ? "" : " " + line(standing.problem));
    case store::State::waiting:
      return "Not graded yet.";
    case store::State::nothing:
      return standing.problem.empty() ? "Nothing was handed in." : line(standing.problem);
    default:
      return line(standing.problem);
  }
}

std::string decided_by_staff(const store::Override& decision) {
  std::string text = fmt::format("{} points by decision", decision.points);
  if (!decision.by.empty()) text += " of " + line(decision.by);
  if (!decision.reason.empty()) text += ": " + line(decision.reason);
  return text;
}

}  // namespace

std::string line(std::string_view text) { return verdict::printable(text); }

std::string lines(std::string_view text, std::size_t most) {
  std::string safe = verdict::printable_lines(text);
  std::string_view rest = safe;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < most && !rest.empty(); ++i) {
    const std::size_t length = verdict::first_code_point(rest).length;
    rest.remove_prefix(length);
    taken += length;
  }
  if (rest.empty()) return safe;
  const std::size_t more = code_points(rest);
  safe.resize(taken);
  return safe + fmt::format("\n… ({} more characters)", more);
}

std::string reason(const judge::CheckResult& check) {
  if (check.status == CheckStatus::passed) return "passed";
  if (check.undecided) return "not decided";
  if (check.status == CheckStatus::skipped) return "skipped: " + line(check.message);
  std::string text(report::phrase(check.verdict));
  if (check.interleavings > 0) {
    text += fmt::format(" after {} interleaving{}", check.interleavings,
                        check.interleavings == 1 ? "" : "s");
  }
  return text;
}

std::string details(const judge::CheckResult& check) {
  std::string text;
  if (check.status != CheckStatus::failed) return text;
  add_line(text, lines(check.message, 4'000));
  for (const verdict::Place& place : check.places) {
    const std::string where =
        place.line > 0 ? fmt::format("{}:{}", line(place.file), place.line) : line(place.file);
    add_line(text, "  " + where + "  " + line(place.role));
  }
  if (!check.advice.empty()) add_line(text, "try: " + lines(check.advice, 2'000));
  if (check.replay) add_line(text, "replay: " + line(*check.replay));
  return text;
}

std::string headline(const Entry& entry) {
  const int most = entry.standing.max_score;
  if (const auto points = entry.points()) return fmt::format("{} of {} points", *points, most);
  return "No grade.";
}

std::string note(const Entry& entry) {
  const store::Standing& standing = entry.standing;
  std::string text;
  if (standing.override_by_staff) {
    text = decided_by_staff(*standing.override_by_staff);
  } else if (!entry.points()) {
    text = missing_grade(standing);
  } else if (standing.state == store::State::did_not_compile) {
    text = "The submission does not compile.";
  } else if (standing.state == store::State::tampering) {
    text = "The submission interferes with its grading.";
  }
  return text;
}

std::string compiler_errors(const judge::Result& result) {
  if (result.status != judge::Status::did_not_compile) return "";
  return lines(report::errors(result.diagnostics, 100, report::Paint(false)), 8'000);
}

std::string feedback(const Entry& entry) {
  std::string text = headline(entry);
  add_line(text, note(entry));
  if (!entry.result || entry.faulty()) return text;
  const judge::Result& result = *entry.result;
  add_line(text, compiler_errors(result));
  if (result.status == judge::Status::did_not_compile) return text;
  for (const judge::CheckResult& check : result.checks) {
    const std::string points = check.status == CheckStatus::skipped
                                   ? fmt::format("-/{}", check.max_points)
                                   : fmt::format("{}/{}", check.points, check.max_points);
    const std::string said =
        check.status == CheckStatus::passed ? line(check.title) : reason(check);
    add_line(text, fmt::format("{} {} {}: {}", mark(check), line(check.id), points, said));
    add_line(text, details(check));
  }
  return text;
}

}  // namespace lockstep::exports
