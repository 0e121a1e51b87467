#include "second_opinion.hpp"

#include <algorithm>

namespace lockstep::suite {

namespace {

RawRun watched_run(const Exploration& exploration, const std::string& function,
                   const std::string& arguments) {
  How how;
  how.build = Build::race;
  return run_raw(function, arguments, exploration.call, how);
}

}  // namespace

void judge_by_one_run(Exploration& exploration, const std::string& function,
                      const std::string& arguments) {
  const RawRun run = watched_run(exploration, function, arguments);
  exploration.failure = failure_of(run);
  exploration.outcomes.clear();
  exploration.interleavings = 0;
  for (const Race& race : races_in(run.facts.errors)) {
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
  const RawRun run = watched_run(exploration, function, arguments);
  const std::vector<Race> races = races_in(run.facts.errors);
  if (!races.empty()) {
    return "ThreadSanitizer reports a race that the explorer does not: " + races.front().sentence;
  }
  const bool reported =
      std::any_of(run.outcomes.begin(), run.outcomes.end(), [](const RawOutcome& outcome) {
        return outcome.response && outcome.response->race_reports > 0;
      });
  return reported ? "ThreadSanitizer reports a race in code that is not the student's, and the "
                    "explorer does not."
                  : "";
}

}  // namespace lockstep::suite
