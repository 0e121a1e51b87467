#include "second_opinion.hpp"

#include <algorithm>

namespace lockstep::suite {

std::string disagreement(const Exploration& exploration, const std::string& function,
                         const std::string& arguments) {
  if (exploration.racy()) return {};
  How how;
  how.build = Build::race;
  const RawRun run = run_raw(function, arguments, exploration.call, how);
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
