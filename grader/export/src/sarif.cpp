#include "sarif.hpp"

#include <lockstep/export/formats.hpp>
#include <lockstep/export/words.hpp>
#include <lockstep/report/phrase.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::exports {
namespace {

using sarif_log::Finding;
using sarif_log::Run;

/// SARIF counts characters, compilers bytes.
int column_of(const judge::Diagnostic& diagnostic) {
  if (diagnostic.column <= 0) return 0;
  const auto bytes = static_cast<std::size_t>(diagnostic.column - 1);
  if (bytes > diagnostic.source.size()) return 0;
  std::string_view before = std::string_view(diagnostic.source).substr(0, bytes);
  int column = 1;
  for (; !before.empty(); ++column) {
    before.remove_prefix(verdict::first_code_point(before).length);
  }
  return column;
}

/// Two accesses by "one thread" each are accesses by two threads: that makes the race.
void tell_threads_apart(std::vector<sarif_log::Spot>& spots) {
  const auto anonymous = [](const sarif_log::Spot& spot) {
    return spot.thread.empty() && spot.role.starts_with("one thread ");
  };
  if (spots.size() != 2 || !anonymous(spots[0]) || !anonymous(spots[1])) return;
  spots[0].thread = "one thread";
  spots[1].thread = "another thread";
}

Finding finding_of(const judge::CheckResult& check) {
  Finding finding;
  finding.rule = verdict::name(check.verdict);
  finding.summary = report::phrase(check.verdict);
  finding.about = check.id;
  finding.message = check.message;
  if (!check.advice.empty()) finding.message += "\n\n" + check.advice;
  for (const verdict::Place& place : check.places) {
    finding.spots.push_back(
        {place.file, place.line, 0, place.role, sarif_log::thread_of(place.role), 0});
  }
  tell_threads_apart(finding.spots);
  return finding;
}

Finding finding_of(const judge::Diagnostic& diagnostic) {
  const bool error = diagnostic.severity == judge::Severity::error;
  Finding finding;
  finding.rule = error ? "compiler-error" : "compiler-warning";
  finding.summary = error ? "does not compile" : "the compiler warns";
  finding.level = error ? "error" : "warning";
  finding.message = diagnostic.message;
  finding.spots.push_back(
      {diagnostic.file, diagnostic.line, column_of(diagnostic), diagnostic.message, "", 0});
  return finding;
}

Run run_of(const Entry& entry) {
  Run run;
  if (!entry.standing.student.empty()) run.id = entry.standing.student;
  if (entry.faulty()) run.faults.push_back(note(entry));
  if (!entry.result) return run;
  for (const judge::CheckResult& check : entry.result->checks) {
    if (check.status == judge::CheckStatus::failed) run.findings.push_back(finding_of(check));
  }
  for (const judge::Diagnostic& diagnostic : entry.result->diagnostics) {
    if (diagnostic.severity == judge::Severity::note || !diagnostic.in_submission) continue;
    run.findings.push_back(finding_of(diagnostic));
  }
  return run;
}

}  // namespace

std::string sarif(const Class& all, const std::string& version) {
  std::vector<Run> runs;
  for (const Entry& entry : all.entries) {
    runs.push_back(run_of(entry));
    // GitHub takes what stands before the last slash as the kind of run.
    if (!runs.back().id.empty()) runs.back().id = all.subject.exercise + "/" + runs.back().id;
  }
  return sarif_log::document(runs, version);
}

}  // namespace lockstep::exports
