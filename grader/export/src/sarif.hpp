// The parts of a SARIF 2.1.0 log, from findings that no longer know where they come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

namespace lockstep::exports::sarif_log {

struct Spot {
  std::string file;    // relative to the submission
  int line = 0;        // 1-based; 0: not known
  int column = 0;      // 1-based, in code points; 0: not known
  std::string role;    // what happened there
  std::string thread;  // who did it; empty: not known
  int step = 0;        // of an interleaving; 0: not known
};

struct Finding {
  std::string rule;     // "data-race"
  std::string summary;  // of the rule, a few words
  std::string level = "error";
  std::string about;  // what else tells findings apart: the check
  std::string message;
  std::vector<Spot> spots;         // where it is; the first is the place of the finding
  std::vector<Spot> interleaving;  // in the order of the steps; may be empty
};

struct Run {
  std::string id;  // "ex3/ada"; may be empty
  std::vector<Finding> findings;
  std::vector<std::string> faults;  // not empty: the run was not successful
};

/// Findings without a place in the submission are left out: no reader can show them.
[[nodiscard]] std::string document(const std::vector<Run>& runs, const std::string& version);

/// "thread 2" of "thread 2 wrote it here"; empty where the role names nobody.
[[nodiscard]] std::string thread_of(std::string_view role);

}  // namespace lockstep::exports::sarif_log
