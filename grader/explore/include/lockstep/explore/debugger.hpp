// gdb at the failing step of a replay. Outside of the sandbox: only for who asks for it.
#pragma once

#include <string>

#include <lockstep/build/work_folder.hpp>
#include <lockstep/explore/exploration.hpp>

namespace lockstep::explore {

/// The path of gdb; empty where this machine has none.
[[nodiscard]] std::string find_debugger();

/// Starts gdb on the terminal and waits until it has ended. The program runs with the user's own
/// rights, stops (SIGTRAP) before the failing step, and goes on from there as the user wants.
/// Returns gdb's exit status. Throws build::GraderFault.
int debug(const std::string& debugger, const Exploration& exploration, const Job& job,
          build::WorkFolder& folder);

}  // namespace lockstep::explore
