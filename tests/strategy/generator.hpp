// Random small programs: the same number always makes the same program.
#pragma once

#include "simulator.hpp"

namespace lockstep::explorer::simulator {

struct Mix {
  std::uint32_t tasks = 2;         // at most so many
  std::uint32_t instructions = 5;  // of one task, about
  bool crashes = false;            // programs may fail by themselves
  bool exits = false;              // and end while tasks are left
};

Program generate(std::uint64_t number, const Mix& mix);

}  // namespace lockstep::explorer::simulator
