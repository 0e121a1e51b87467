// Reads a process tree from /proc, from outside: who is alive, what it uses, what it waits for.
//
// A snapshot is not atomic. Where a decision hangs on it, `blocked_for_ever` takes two and
// compares the kernel's own count of context switches: a task whose count and state did not change
// did not run in between, so at the moment between the two passes all tasks were blocked at once.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

#include <lockstep/sandbox/facts.hpp>

namespace lockstep::sandbox {

struct TaskId {
  pid_t process = 0;
  pid_t task = 0;
  auto operator<=>(const TaskId&) const = default;
};

struct ProcessState {
  pid_t pid = 0;
  bool zombie = false;       // all of it has ended, and its parent has been told so
  std::vector<pid_t> tasks;  // listed in /proc: a main thread is until its process has ended
  bool main_ended = false;   // its main thread has, at least
};

/// All descendants of `root`, without it; parents before children.
[[nodiscard]] std::vector<ProcessState> descendants(pid_t root);

/// User and system time of a process; `with_children`: and of the children that it has waited for.
[[nodiscard]] std::chrono::nanoseconds cpu_time(pid_t process, bool with_children);

/// Memory of all processes together. Pages shared after a fork are counted once as soon as the
/// quick sum exceeds `suspicious` bytes.
[[nodiscard]] std::uint64_t memory_bytes(const std::vector<ProcessState>& tree,
                                         std::uint64_t suspicious);

/// Every task with what it waits for, if each of them waits for something that only a task of this
/// tree could do; otherwise empty. `held` are tasks that the supervisor holds; `outside` are the
/// pipes ("pipe:[123]") whose other end lies outside the tree.
struct Blocked {
  TaskId id;
  Wait wait = Wait::other;
  std::uint64_t switches = 0;
  bool operator==(const Blocked&) const = default;
};
[[nodiscard]] std::vector<Blocked> blocked_for_ever(pid_t root, const std::set<pid_t>& held,
                                                    const std::set<std::string>& outside);

/// The process that `task` belongs to; 0 where it is gone.
[[nodiscard]] pid_t process_of(pid_t task);

/// The process that `process` is a child of; 0 where it is gone.
[[nodiscard]] pid_t parent_of(pid_t process);

}  // namespace lockstep::sandbox
