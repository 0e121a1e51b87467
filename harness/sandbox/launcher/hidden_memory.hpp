// Memory of a run that no process has mapped, and that no sum over its processes contains. Only for
// where no cgroup counts it (steps B and C).
#pragma once

#include <cstdint>
#include <vector>

#include "tree.hpp"

namespace lockstep::sandbox {

/// Bytes in files without a name that live in memory (memfd) and that a process of the run has
/// open; each counted once. One on its way through a socket is not seen.
[[nodiscard]] std::uint64_t anonymous_file_bytes(const std::vector<ProcessState>& tree);

/// Bytes in System V segments of the caller's own IPC namespace.
[[nodiscard]] std::uint64_t segment_bytes();

}  // namespace lockstep::sandbox
