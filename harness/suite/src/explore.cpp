#include <lockstep/suite/explore.hpp>

namespace lockstep::suite {

Exploration explore_raw(const std::string& function, const std::string& arguments,
                        const std::string& shown, Budget budget) {
  How how;
  how.build = Build::race;
  Exploration exploration;
  for (std::uint32_t i = 0; i < budget.runs; ++i) {
    exploration.run = run_raw(function, arguments, shown, how);
    exploration.failure = failure_of(exploration.run);
    exploration.races = races_in(exploration.run.facts.errors);
    if (exploration.failure || !exploration.races.empty()) break;
  }
  return exploration;
}

}  // namespace lockstep::suite
