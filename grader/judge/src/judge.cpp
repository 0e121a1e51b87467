#include <lockstep/judge/judge.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/judge/plan.hpp>

#include "standing.hpp"

namespace lockstep::judge {
namespace {

using verdict::CheckReport;
using verdict::Finding;
using verdict::Word;

/// All but the checks.
Result frame(const catalogue::Exercise& exercise, Circumstances circumstances, Status status) {
  Result result;
  result.exercise = exercise.id;
  result.title = exercise.title;
  result.file = exercise.files.empty() ? "" : exercise.files.front();
  result.status = status;
  result.sandbox = circumstances.sandbox;
  result.diagnostics = std::move(circumstances.diagnostics);
  result.faults = std::move(circumstances.faults);
  result.measured = std::move(circumstances.measured);
  return result;
}

CheckResult blank(const catalogue::Check& check) {
  CheckResult result;
  result.id = check.id;
  result.title = check.title;
  result.max_points = check.points;
  return result;
}

void add_up(Result& result) {
  for (const CheckResult& check : result.checks) {
    result.score += check.points;
    result.max_score += check.max_points;
  }
}

void fail(CheckResult& result, const catalogue::Check& check, const CheckReport& report) {
  const Finding gravest = verdict::ranked(report.findings).front();
  result.status = CheckStatus::failed;
  result.verdict = gravest.word;
  result.message = gravest.message.empty() ? check.says : gravest.message;
  result.advice = gravest.advice;
  if (result.advice.empty() && !check.hints.empty()) result.advice = check.hints.front();
  result.places = gravest.places;
  if (!gravest.replay.empty()) result.replay = check.id + ":" + gravest.replay;
}

void block(CheckResult& result, const catalogue::Check& check, const Standings& standings) {
  for (const std::string& need : check.needs) {
    if (standings.of(need) != Standing::passed) result.blocked_by.push_back(need);
  }
  result.message = fmt::format("it needs {}", fmt::join(result.blocked_by, " and "));
}

void leave_undecided(CheckResult& result) {
  result.undecided = true;
  result.message = "the grader could not decide this; it costs no points";
}

CheckResult judged(const catalogue::Check& check, const Standings& standings) {
  CheckResult result = blank(check);
  const CheckReport* report = standings.report(check.id);
  switch (standings.of(check.id)) {
    case Standing::passed:
      result.status = CheckStatus::passed;
      result.points = check.points;
      break;
    case Standing::failed:
      fail(result, check, *report);
      break;
    case Standing::blocked:
      block(result, check, standings);
      return result;
    case Standing::ready:
    case Standing::waiting:
    case Standing::undecided:
      leave_undecided(result);
      return result;
  }
  result.interleavings = report->interleavings;
  result.exhausted = report->exhausted;
  return result;
}

/// A check that is blocked by an undecided one has lost no points either.
void spread_undecided(std::vector<CheckResult>& checks) {
  const auto undecided = [&checks](const std::string& id) {
    return std::any_of(checks.begin(), checks.end(), [&id](const CheckResult& check) {
      return check.id == id && check.undecided;
    });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (CheckResult& check : checks) {
      const auto& needs = check.blocked_by;
      if (check.undecided || std::none_of(needs.begin(), needs.end(), undecided)) continue;
      check.undecided = changed = true;
    }
  }
}

void find_faults(Result& result, const std::vector<CheckReport>& reports,
                 const std::vector<std::string>& selection, const Standings& standings) {
  std::set<std::string> seen;
  for (const CheckReport& report : reports) {
    if (std::find(selection.begin(), selection.end(), report.check) == selection.end()) {
      result.faults.push_back(
          fmt::format("there is a report for '{}', a check that did not run", report.check));
    } else if (!seen.insert(report.check).second) {
      result.faults.push_back(fmt::format("there are two reports for {}", report.check));
    }
  }
  for (const std::string& check : selection) {
    const Standing standing = standings.of(check);
    if (standing == Standing::undecided) {
      result.faults.push_back(fmt::format("{}: {}", check, *standings.report(check)->fault));
    } else if (standing == Standing::ready) {
      result.faults.push_back(fmt::format("{}: there is no report", check));
    }
  }
}

bool is_tampering(const CheckResult& check) {
  return check.status == CheckStatus::failed && check.verdict == Word::tampering;
}

/// Nothing that such a submission seems to have earned can be trusted.
void take_all_points(std::vector<CheckResult>& checks) {
  for (CheckResult& check : checks) {
    if (check.status != CheckStatus::passed) continue;
    check.status = CheckStatus::skipped;
    check.points = 0;
    check.message = "not counted, because the submission interferes with its grading";
  }
}

Result all_skipped(const catalogue::Exercise& exercise, Circumstances circumstances, Status status,
                   std::string_view message) {
  const std::vector<std::string> selection = selected(exercise, circumstances.only);
  Result result = frame(exercise, std::move(circumstances), status);
  for (const std::string& id : selection) {
    result.checks.push_back(blank(exercise.check(id)));
    result.checks.back().message = message;
    result.checks.back().undecided = status == Status::grader_fault;
  }
  result.selection = selection.size() < exercise.checks.size();
  add_up(result);
  return result;
}

}  // namespace

Result judge(const catalogue::Exercise& exercise, const std::vector<CheckReport>& reports,
             Circumstances circumstances) {
  const std::vector<std::string> selection = selected(exercise, circumstances.only);
  const Standings standings(exercise, reports, selection);
  Result result = frame(exercise, std::move(circumstances), Status::graded);
  for (const std::string& id : selection) {
    result.checks.push_back(judged(exercise.check(id), standings));
    const CheckReport* report = standings.report(id);
    if (report == nullptr) continue;
    if (result.replay.empty()) result.replay = report->replay;
    for (const std::string& note : report->notes) result.notes.push_back(id + ": " + note);
  }
  spread_undecided(result.checks);
  find_faults(result, reports, selection, standings);
  result.selection = selection.size() < exercise.checks.size();
  if (std::any_of(result.checks.begin(), result.checks.end(), is_tampering)) {
    result.status = Status::tampering;
    take_all_points(result.checks);
  }
  // A fault stands above all: what could not be decided may not be held against the student.
  if (!result.faults.empty()) result.status = Status::grader_fault;
  add_up(result);
  return result;
}

Result did_not_compile(const catalogue::Exercise& exercise, Circumstances circumstances) {
  return all_skipped(exercise, std::move(circumstances), Status::did_not_compile,
                     "the submission does not compile");
}

Result refused(const catalogue::Exercise& exercise, const Finding& finding,
               Circumstances circumstances) {
  Result result = all_skipped(exercise, std::move(circumstances), Status::tampering,
                              "not run, because the submission interferes with its grading");
  if (result.checks.empty()) return result;
  CheckResult& first = result.checks.front();
  first.status = CheckStatus::failed;
  first.verdict = Word::tampering;
  first.message = finding.message;
  first.advice = finding.advice;
  first.places = finding.places;
  return result;
}

Result grader_fault(const catalogue::Exercise& exercise, std::string_view fault,
                    Circumstances circumstances) {
  circumstances.faults.emplace_back(fault);
  return all_skipped(exercise, std::move(circumstances), Status::grader_fault,
                     "the grader could not decide this; it costs no points");
}

}  // namespace lockstep::judge
