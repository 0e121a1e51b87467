// Runs a program of the cluster (sbatch, squeue) and hands back what it says. Blocks.
#pragma once

#include <string>
#include <vector>

namespace lockstep::batch {

struct Said {
  int status = -1;  // of the exit; 127: there is no such program
  std::string output;
  std::string errors;
};

[[nodiscard]] Said run_command(const std::vector<std::string>& arguments);

}  // namespace lockstep::batch
