// Pipes that hold as little as POSIX allows, so that "it fitted into the pipe" is never the reason
// why a program passes.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include <linux/seccomp.h>

namespace lockstep::sandbox {

enum class WriteAnswer { now, later, would_block };

/// Whether the write that `notification` announces may go on: it may where the pipe is empty or
/// holds at most `capacity` bytes afterwards. Everything but pipes, FIFOs and sockets always may;
/// a socket gets the smallest send buffer instead, which the kernel then enforces.
[[nodiscard]] WriteAnswer may_write(const seccomp_notif& notification, std::uint32_t capacity,
                                    const std::set<std::string>& outside);

}  // namespace lockstep::sandbox
