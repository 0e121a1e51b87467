#include "second_opinion.hpp"

#include <algorithm>
#include <string_view>

namespace lockstep::suite {

namespace {

RawRun watched_run(const Exploration& exploration, const std::string& function,
                   const std::string& arguments) {
  How how;
  how.build = Build::race;
  return run_raw(function, arguments, exploration.call, how);
}

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

std::vector<Race> races_of(const RawRun& run) {
  std::vector<Race> races = races_in(run.facts.errors);
  if (races.empty() && hides_reports(run)) {
    races.push_back(
        {"several threads used the same memory, at least one of them wrote it, and nothing orders "
         "them; where it was is not known, because standard error was closed.",
         {}});
  }
  return races;
}

}  // namespace

void judge_by_one_run(Exploration& exploration, const std::string& function,
                      const std::string& arguments) {
  const RawRun run = watched_run(exploration, function, arguments);
  exploration.failure = failure_of(run);
  exploration.outcomes.clear();
  exploration.interleavings = 0;
  for (const Race& race : races_of(run)) {
    exploration.faults.push_back({verdict::Word::data_race, race.sentence,
                                  "Both must hold the same lock, or the variable must be atomic.",
                                  race.places});
  }
  for (const RawOutcome& outcome : run.outcomes) {
    if (outcome.response) exploration.outcomes.push_back({outcome.response, {}});
  }
}

std::string disagreement(const Exploration& exploration, const std::string& function,
                         const std::string& arguments) {
  if (exploration.racy()) return {};
  const std::vector<Race> races = races_of(watched_run(exploration, function, arguments));
  if (races.empty()) return {};
  return "ThreadSanitizer reports a race that the explorer does not: " + races.front().sentence;
}

}  // namespace lockstep::suite
