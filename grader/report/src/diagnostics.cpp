#include <lockstep/report/diagnostics.hpp>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <lockstep/catalogue/excerpt.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::report {
namespace {

using judge::Diagnostic;
using judge::Severity;

constexpr std::size_t most_shown = 5;
constexpr std::size_t most_notes = 2;
constexpr std::size_t most_message_lines = 6;

struct Group {
  const Diagnostic* head;
  std::vector<const Diagnostic*> notes;
};

std::vector<Group> groups(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  std::vector<Group> result;
  bool wanted = false;
  for (const Diagnostic& each : diagnostics) {
    if (each.severity != Severity::note) {
      wanted = each.severity == severity;
      if (wanted) result.push_back({&each, {}});
    } else if (wanted && each.in_submission) {
      result.back().notes.push_back(&each);
    }
  }
  std::stable_partition(result.begin(), result.end(),
                        [](const Group& group) { return group.head->in_submission; });
  return result;
}

std::string place(const Diagnostic& diagnostic) {
  std::string result = verdict::printable(diagnostic.file);
  if (!result.empty() && diagnostic.line > 0) result += fmt::format(":{}", diagnostic.line);
  return result;
}

std::string shown(const Diagnostic& diagnostic, std::size_t indent, std::size_t width,
                  const Paint& paint) {
  const std::string where = place(diagnostic);
  std::string result = fmt::format("{:{}}{}\n", "", indent, paint.strong(where));
  if (where.empty()) result.clear();
  const bool note = diagnostic.severity == Severity::note;
  result += hanging(std::string(indent, ' ') + (note ? "note: " : ""), diagnostic.message, width,
                    most_message_lines);
  if (diagnostic.source.find_first_not_of(" \t\r") == std::string::npos) return result;
  const auto offset = static_cast<std::size_t>(std::max(diagnostic.column, 1) - 1);
  std::string code = catalogue::excerpt(diagnostic.source, offset, "", {indent + 4, width});
  if (diagnostic.column <= 0) code.erase(code.find('\n') + 1);
  return result + code;
}

std::string shown(const std::vector<Group>& all, std::string_view kind, std::size_t width,
                  const Paint& paint) {
  std::string result;
  for (std::size_t i = 0; i < std::min(all.size(), most_shown); ++i) {
    if (i > 0) result += '\n';
    result += shown(*all[i].head, 5, width, paint);
    for (std::size_t note = 0; note < std::min(all[i].notes.size(), most_notes); ++note) {
      result += shown(*all[i].notes[note], 7, width, paint);
    }
  }
  if (all.size() > most_shown) {
    const std::size_t more = all.size() - most_shown;
    result += fmt::format("\n     … {} more {}{}\n", more, kind, more == 1 ? "" : "s");
  }
  return result;
}

}  // namespace

std::size_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [severity](const Diagnostic& each) { return each.severity == severity; }));
}

std::string errors(const std::vector<Diagnostic>& diagnostics, std::size_t width,
                   const Paint& paint) {
  return shown(groups(diagnostics, Severity::error), "error", width, paint);
}

std::string warnings(const std::vector<Diagnostic>& diagnostics, std::size_t width,
                     const Paint& paint) {
  std::vector<Group> own = groups(diagnostics, Severity::warning);
  std::erase_if(own, [](const Group& group) { return !group.head->in_submission; });
  return shown(own, "warning", width, paint);
}

}  // namespace lockstep::report
