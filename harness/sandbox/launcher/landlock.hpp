// Step C of the ladder: isolation without namespaces, by landlock. For machines and containers that
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

/// `program` with the paths inside replaced by what they stand for on this machine: at step C
/// there are no private mounts, and /tmp is `folder`.
[[nodiscard]] Program with_host_paths(Program program, const std::string& folder);

}  // namespace lockstep::sandbox
