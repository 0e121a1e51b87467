#include <algorithm>

#include <fmt/format.h>

#include <lockstep/build/messages.hpp>

namespace lockstep::build {
namespace {

using judge::Diagnostic;
using judge::Severity;

constexpr std::size_t kMostErrors = 20;
constexpr std::size_t kMostWarnings = 20;
constexpr std::size_t kMostNotes = 3;
constexpr std::size_t kLongestMessage = 1000;

/// An error or warning, then its notes.
using Group = std::vector<Diagnostic>;

std::vector<Group> groups_of(std::vector<Diagnostic> diagnostics) {
  std::vector<Group> groups;
  for (Diagnostic& each : diagnostics) {
    if (each.message.size() > kLongestMessage) {
      each.message.resize(kLongestMessage);
      each.message += "…";
    }
    if (each.severity != Severity::note) {
      groups.push_back({std::move(each)});
    } else if (!groups.empty() && groups.back().size() <= kMostNotes) {
      groups.back().push_back(std::move(each));
    }
  }
  return groups;
}

int rank(const Group& group) {
  const bool error = group.front().severity == Severity::error;
  return (error ? 0 : 2) + (group.front().in_submission ? 0 : 1);
}

Diagnostic left_out(std::size_t count, std::string_view what) {
  Diagnostic note;
  note.severity = Severity::note;
  note.message = fmt::format("{} more {}{} not shown", count, what, count == 1 ? "" : "s");
  return note;
}

}  // namespace

std::vector<Diagnostic> in_reading_order(std::vector<Diagnostic> diagnostics) {
  std::vector<Group> groups = groups_of(std::move(diagnostics));
  std::erase_if(groups, [](const Group& group) {
    return group.front().severity == Severity::warning && !group.front().in_submission;
  });
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return rank(a) < rank(b); });
  std::vector<Diagnostic> result;
  for (const Severity severity : {Severity::error, Severity::warning}) {
    const std::size_t most = severity == Severity::error ? kMostErrors : kMostWarnings;
    std::size_t count = 0;
    for (Group& group : groups) {
      if (group.front().severity != severity || ++count > most) continue;
      for (Diagnostic& each : group) result.push_back(std::move(each));
      group.resize(1);
      group.front().severity = severity;
    }
    if (count > most) {
      result.push_back(left_out(count - most, severity == Severity::error ? "error" : "warning"));
    }
  }
  return result;
}

}  // namespace lockstep::build
