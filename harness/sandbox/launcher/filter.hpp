// The seccomp filters: what a program in the sandbox may ask of the kernel, and which calls the
// supervisor is asked about.
#pragma once

#include <vector>

#include <linux/filter.h>

#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

using Filter = std::vector<sock_filter>;

/// Refuses what no exercise needs: namespaces, mounts, tracing, keys, networks, other ABIs.
/// clone3 answers ENOSYS: its flags lie in memory, where a filter cannot see them.
[[nodiscard]] Filter confinement_filter();

/// Asks the supervisor about every start and end of a task and, where pipes are narrow, about
/// every write. Empty where nothing is observed.
[[nodiscard]] Filter observation_filter(const Observation& observe);

/// Adds `filter` to the calling thread for good. Needs no_new_privs.
void install(const Filter& filter);

/// The same; returns the descriptor from which the supervisor reads notifications.
[[nodiscard]] int install_with_listener(const Filter& filter);

}  // namespace lockstep::sandbox
