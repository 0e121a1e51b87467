// Turns the calling process into one that runs untrusted code: limits, no rights, filters.
#pragma once

#include <optional>

#include <sys/types.h>

#include <lockstep/sandbox/program.hpp>

#include "filter.hpp"

namespace lockstep::sandbox {

/// The unprivileged identity that a program gets where the helper itself is root.
struct Identity {
  uid_t user = 0;
  gid_t group = 0;
};

/// Resource limits of the program. Memory, CPU of the whole tree and wall time are watched from
/// outside; the limits here stop one process that outruns the watch. `own_users`: the run's identity
/// is nobody else's, so that the kernel can count its tasks.
void limit_resources(const Limits& limits, bool own_users);

/// Gives up every right for good: capabilities, the identity of root, new privileges.
void drop_rights(const std::optional<Identity>& identity);

/// Addresses that do not change from run to run. The sanitizers need it on some kernels; where the
/// kernel does not allow it nothing is lost.
void fix_addresses();

}  // namespace lockstep::sandbox
