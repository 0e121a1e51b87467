// The CPU time of a whole run, also of children that nobody waits for.
#pragma once

#include <chrono>
#include <map>
#include <vector>

#include "tree.hpp"

namespace lockstep::sandbox {

/// Without a cgroup the kernel adds a child's time to its parent only when the parent waits for it.
/// So two sums are made, and the larger one counts: what the living and those they waited for have
/// used, and what each process was last seen to have used itself. A child that is neither waited
/// for nor lives long enough to be seen is missed (steps B and C).
class CpuMeter {
 public:
  /// Looks at `tree`, which does not contain `init`.
  void update(pid_t init, const std::vector<ProcessState>& tree);

  [[nodiscard]] std::chrono::nanoseconds total() const noexcept { return total_; }

 private:
  std::map<pid_t, std::chrono::nanoseconds> own_;
  std::chrono::nanoseconds total_{0};
};

}  // namespace lockstep::sandbox
