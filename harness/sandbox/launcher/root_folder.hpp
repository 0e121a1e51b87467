// The small read-only world that a program in the sandbox sees.
#pragma once

#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

/// Replaces the root folder of the calling process, which must own a fresh mount namespace:
/// /usr and the program's mounts read-only, a private /tmp and /dev/shm with a size, /proc of the
/// caller's process namespace, four devices. Nothing of the machine stays reachable.
/// Throws std::system_error that names the step.
void enter_private_root(const Program& program, const Limits& limits);

}  // namespace lockstep::sandbox
