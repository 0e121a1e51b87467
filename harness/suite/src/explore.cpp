#include <lockstep/suite/explore.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include <lockstep/explanation/claim.hpp>
#include <lockstep/explanation/finding.hpp>
#include <lockstep/explanation/lanes.hpp>
#include <lockstep/explanation/waits.hpp>
#include <lockstep/suite/check.hpp>

#include "controlled.hpp"
#include "interleavings.hpp"
#include "second_opinion.hpp"
#include "state.hpp"
#include "symbols.hpp"

namespace lockstep::suite {

namespace {

using explorer::activity::Activity;
using explorer::activity::TaskActivity;
using explorer::report::FindingKind;
using explorer::report::Report;
using explorer::report::Request;

// A few tenths of a second.
constexpr std::uint64_t kWork = 600'000;
constexpr std::uint64_t kLongestExecution = 200'000;

Request request_for(const std::string& function, const std::string& arguments, Budget budget) {
  Request request;
  request.call = wire::encode(wire::Request{function, arguments, {}});
  request.budget_runs = budget.interleavings;
  request.budget_steps = kLongestExecution;
  request.budget_work = kWork;
  request.runs_after_first = 100;
  request.replay = setup().replay;
  return request;
}

/// Waiting in a loop, and threads that outlive the call, are the matter of checks of their own.
bool is_fault(FindingKind kind) {
  return kind != FindingKind::busy_wait && kind != FindingKind::unjoined_thread &&
         kind != FindingKind::outcome;
}

bool has_places(const Report& report) {
  return !report.findings.empty() ||
         std::any_of(report.outcomes.begin(), report.outcomes.end(),
                     [](const auto& outcome) {
                       return !outcome.late_waits.empty() || !outcome.unchecked_waits.empty();
                     });
}

void add_findings(Exploration& exploration, const Report& report,
                  const explanation::Resolved& resolved, bool replayed) {
  if (report.findings.empty()) return;
  if (replayed) {
    note_replay(wire::encode(explanation::replay(report, resolved)));
  }
  Report without_values = report;  // encoded answers are not for people; rules show them
  without_values.outcomes.clear();
  without_values.outcome_kinds = 0;
  for (const explanation::Explanation& each : explanation::explain(without_values, resolved)) {
    if (!is_fault(each.kind)) continue;
    auto& list =
        each.kind == FindingKind::lost_update ? exploration.lost_updates : exploration.faults;
    if (list.empty() && each.kind != FindingKind::lost_update) {
      exploration.interleavings = each.first_found;
    }
    list.push_back(explanation::to_verdict(each));
  }
}

std::optional<wire::Response> answer_in(const std::string& value) {
  if (value.empty()) return std::nullopt;
  try {
    return wire::decode<wire::Response>(value);
  } catch (const wire::DecodeError& error) {
    return wire::Response{wire::Response::Kind::bad_request, {}, {}, error.what(), {}, 0};
  }
}

void add_outcomes(Exploration& exploration, const Report& report,
                  const explanation::Resolved& resolved) {
  for (const auto& outcome : report.outcomes) {
    explanation::Waits waits = explanation::explain_late_waits(
        outcome.spurious, outcome.timed_out, outcome.late_waits, resolved);
    ExploredOutcome& added = exploration.outcomes.emplace_back();
    added.response = answer_in(outcome.value);
    added.replay = outcome.id;
    added.needs = std::move(waits.message);
    if (added.needs.empty()) {
      waits = explanation::explain_unchecked_waits(
          outcome.unchecked_waits, [](const auto&) { return true; }, resolved);
      added.history = std::move(waits.message);
    }
    added.advice = std::move(waits.advice);
    for (const auto& place : waits.places) added.places.push_back(explanation::to_verdict(place));
  }
}

/// Child processes leave the explorer's sight, and what they need (shared memory, named objects) is
/// theirs.
bool forks(const Report& report) {
  const auto& names = report.undecided;
  return std::find(names.begin(), names.end(), "fork") != names.end();
}

/// Returns whether child processes did some of the work.
bool look_at_interleavings(Exploration& exploration, const Request& request) {
  const Explored explored = explore_interleavings(request);
  if (!explored.why_not.empty()) {
    exploration.undecided.push_back(explored.why_not);
    return false;
  }
  const Report& report = explored.report;
  exploration.exhausted = explanation::exhausted(report);
  exploration.interleavings = report.complete > 0 ? report.complete : report.executions;
  const explanation::Resolved resolved =
      has_places(report) ? resolve(report) : explanation::Resolved{};
  add_findings(exploration, report, resolved, !request.replay.empty());
  if (forks(report)) return true;
  add_outcomes(exploration, report, resolved);
  exploration.undecided = explanation::undecided(report);
  if (exploration.undecided.empty() && exploration.faults.empty() && report.outcomes.empty()) {
    exploration.undecided.emplace_back("undecided: no interleaving came to its end");
  }
  return false;
}

std::optional<verdict::Finding> race_between(const std::vector<const TaskActivity*>& tasks) {
  verdict::Finding race{verdict::Word::data_race, {}, {}, {}};
  for (const TaskActivity* task : tasks) {
    verdict::Place place = place_of_code(task->unsynchronised_pc);
    if (place.line == 0) continue;
    place.role = "one worker wrote here";
    if (std::find(race.places.begin(), race.places.end(), place) == race.places.end()) {
      race.places.push_back(std::move(place));
    }
  }
  const std::string workers = tasks.front()->process ? "child processes" : "threads";
  race.message = "several " + workers + " wrote the same memory" +
                 (race.places.empty()
                      ? ""
                      : " at " + race.places[0].file + ":" + std::to_string(race.places[0].line)) +
                 ", and nothing orders them: no lock, no atomic operation.";
  race.advice = "Both must hold the same lock, or the variable must be atomic.";
  return race;
}

/// Writes to one location that nothing in any of the workers can have ordered.
void add_certain_races(Exploration& exploration) {
  std::map<std::uint32_t, std::vector<const TaskActivity*>> racing;
  for (const TaskActivity& task : exploration.activity.tasks) {
    if (task.unsynchronised) racing[task.unsynchronised_location].push_back(&task);
  }
  for (const auto& [location, tasks] : racing) {
    if (tasks.size() < 2) continue;
    if (auto race = race_between(tasks)) exploration.faults.push_back(std::move(*race));
  }
}

void record_activity(Exploration& exploration, const std::string& function,
                     const std::string& arguments) {
  How how;
  how.build = Build::recorded;
  const RawRun run = run_raw(function, arguments, exploration.call, how);
  exploration.failure = failure_of(run);
  const auto& response = run.outcomes.empty() ? std::nullopt : run.outcomes[0].response;
  if (!response) return;
  if (!exploration.failure) exploration.outcomes.push_back({response, {}});
  if (response->activity.empty()) return;
  try {
    exploration.activity = wire::decode<Activity>(response->activity);
  } catch (const wire::DecodeError& error) {
    exploration.failure = undecodable(run, error.what());
  }
}

}  // namespace

bool Exploration::racy() const {
  return std::any_of(faults.begin(), faults.end(), [](const verdict::Finding& fault) {
    return fault.word == verdict::Word::data_race;
  });
}

std::optional<RawRun> controlled_run(const std::string& function, const std::string& arguments,
                                     const std::string& shown, unsigned calls) {
  constexpr std::uint64_t kLongestControlled = 1'000'000;
  Request request = request_for(function, arguments, {.interleavings = 1});
  wire::Conditions conditions;
  conditions.calls = calls;
  request.call = wire::encode(wire::Request{function, arguments, conditions});
  request.budget_steps = kLongestControlled;
  request.budget_work = 0;
  request.runs_after_first = 0;
  request.replay.clear();  // what is replayed decides nothing
  Exploration exploration;
  const bool has_children = look_at_interleavings(exploration, request);
  if (has_children || !exploration.undecided.empty()) return std::nullopt;
  RawRun run{shown, {}, {}, {}, {}, {}};
  if (!exploration.outcomes.empty()) {
    run.outcomes.push_back({exploration.outcomes[0].response, {}, {}});
  } else if (!exploration.faults.empty()) {
    run.fault = std::move(exploration.faults[0]);
  } else {
    return std::nullopt;
  }
  if (run.fault && run.fault->replay == setup().replay && !setup().replay.empty()) {
    request.replay = setup().replay;
    Exploration replayed;
    look_at_interleavings(replayed, request);
  }
  return run;
}

Exploration explore_raw(const std::string& function, const std::string& arguments,
                        const std::string& shown, Budget budget) {
  Exploration exploration;
  exploration.call = shown;
  bool has_children = false;
  if (budget.interleavings > 0) {
    const Request request = request_for(function, arguments, budget);
    has_children = look_at_interleavings(exploration, request);
    if (!has_children && exploration.faults.empty() && !exploration.undecided.empty()) {
      note_for_staff(shown + ": not explored, so judged by one run under ThreadSanitizer. " +
                     std::exchange(exploration.undecided, {}).front());
      judge_by_one_run(exploration, function, arguments);
    } else if (setup().cross_check) {
      const std::string doubt = disagreement(exploration, function, arguments);
      if (!doubt.empty()) note_for_staff(exploration.call + ": " + doubt);
    }
  }
  if (!budget.activity && !has_children) return exploration;
  record_activity(exploration, function, arguments);
  if (exploration.faults.empty()) add_certain_races(exploration);
  return exploration;
}

}  // namespace lockstep::suite
