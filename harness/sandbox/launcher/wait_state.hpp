// What a blocked task waits for, told by the system call it is in and that call's arguments.
#pragma once

#include <optional>
#include <set>
#include <string>

#include <lockstep/sandbox/facts.hpp>

namespace lockstep::sandbox {

/// `folder` is the task's folder in /proc. nullopt: the task is in no call that waits without a
/// time limit, or a timer, a terminal or one of the pipes in `outside` may still wake it.
[[nodiscard]] std::optional<Wait> endless_wait(const std::string& folder,
                                               const std::set<std::string>& outside);

/// The same for a task in an uninterruptible wait: a parent sleeps so until the child that it shares
/// its memory with (vfork, posix_spawn) has executed a program or ended.
[[nodiscard]] std::optional<Wait> wait_for_start(const std::string& folder);

/// The same for a task that the supervisor holds: at its end, or before a write.
[[nodiscard]] std::optional<Wait> held_wait(const std::string& folder);

}  // namespace lockstep::sandbox
