// Step C of the ladder: isolation without namespaces, by landlock. (At steps A and B it is one more
// wall behind the others.) For machines and containers that
// let nobody create a namespace; needs landlock's ABI 6, which can confine signals (Linux 6.12).
//
// Not private here: process ids, mounts, /dev/shm, System V objects. Files outside the run's own
// folder cannot be written, and little can be read; networks are refused by seccomp.
#pragma once

#include <string>

#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

/// Confines the calling process, init, and all that come from it: they can read the system's
/// programs and the mounts, write only to `folder`, and signal and trace only each other.
/// Sets no_new_privs. Throws std::system_error where the kernel cannot do it.
void enter_landlock(const Program& program, const std::string& folder);

/// Confines the calling process, the program, once more: it can no longer signal init.
void leave_init_alone();

/// Steps A and B, in addition to the private root: the calling process, the program, makes, renames
/// and removes files in /tmp and /dev/shm only, and reaches no network, abstract socket or process
/// outside its domain. Does nothing where the kernel has no landlock.
void confine_by_landlock_too();

/// `program` with the paths inside replaced by what they stand for on this machine: at steps C
/// and D there are no private mounts, and /tmp is `folder`.
[[nodiscard]] Program with_host_paths(Program program, const std::string& folder);

}  // namespace lockstep::sandbox
