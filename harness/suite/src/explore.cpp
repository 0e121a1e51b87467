#include <lockstep/suite/explore.hpp>

#include <algorithm>
#include <map>
#include <string_view>

namespace lockstep::suite {

namespace {

using explorer::activity::Activity;
using explorer::activity::TaskActivity;

/// ThreadSanitizer says of each report that there is one; its text can be kept from us.
bool hides_reports(const RawRun& run) {
  constexpr std::string_view kTitle = "WARNING: ThreadSanitizer:";
  const std::string_view text = run.facts.errors;
  std::uint32_t shown = 0;
  for (std::size_t at = 0; (at = text.find(kTitle, at)) != std::string_view::npos; ++at) ++shown;
  return std::any_of(run.outcomes.begin(), run.outcomes.end(), [&](const RawOutcome& outcome) {
    return outcome.response && outcome.response->race_reports > shown;
  });
}

void look_for_races(Exploration& exploration, const std::string& function,
                    const std::string& arguments, const std::string& shown, Budget budget) {
  How how;
  how.build = Build::race;
  for (std::uint32_t i = 0; i < budget.runs; ++i) {
    exploration.run = run_raw(function, arguments, shown, how);
    exploration.failure = failure_of(exploration.run);
    exploration.races = races_in(exploration.run.facts.errors);
    if (exploration.races.empty() && hides_reports(exploration.run)) {
      exploration.races.push_back(
          {"several threads used the same memory, at least one of them "
           "wrote it, and nothing orders them; where it was is not known, "
           "because standard error was closed.",
           {}});
    }
    if (exploration.failure || !exploration.races.empty()) return;
  }
}

std::optional<Race> race_between(const std::vector<const TaskActivity*>& tasks) {
  Race race;
  for (const TaskActivity* task : tasks) {
    verdict::Place place = place_of_code(task->unsynchronised_pc);
    if (place.line == 0) continue;
    place.role = "one worker wrote here";
    if (std::find(race.places.begin(), race.places.end(), place) == race.places.end()) {
      race.places.push_back(std::move(place));
    }
  }
  const std::string workers = tasks.front()->process ? "child processes" : "threads";
  race.sentence = "several " + workers + " wrote the same memory" +
                  (race.places.empty()
                       ? ""
                       : " at " + race.places[0].file + ":" + std::to_string(race.places[0].line)) +
                  ", and nothing orders them: no lock, no atomic operation.";
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
    if (auto race = race_between(tasks)) exploration.races.push_back(std::move(*race));
  }
}

void record_activity(Exploration& exploration, const std::string& function,
                     const std::string& arguments, const std::string& shown) {
  How how;
  how.build = Build::recorded;
  const RawRun run = run_raw(function, arguments, shown, how);
  if (!exploration.failure) exploration.failure = failure_of(run);
  const auto& response = run.outcomes.empty() ? std::nullopt : run.outcomes[0].response;
  if (!response || response->activity.empty()) return;
  try {
    exploration.activity = wire::decode<Activity>(response->activity);
  } catch (const wire::DecodeError& error) {
    exploration.failure = undecodable(run, error.what());
  }
}

}  // namespace

Exploration explore_raw(const std::string& function, const std::string& arguments,
                        const std::string& shown, Budget budget) {
  Exploration exploration;
  look_for_races(exploration, function, arguments, shown, budget);
  if (!budget.activity) return exploration;
  record_activity(exploration, function, arguments, shown);
  if (exploration.races.empty()) add_certain_races(exploration);
  return exploration;
}

}  // namespace lockstep::suite
