// What one run has used, what it may use, and how its ending is therefore named.
//
// With a cgroup the kernel's counters decide. Without one, /proc is looked at every few
// milliseconds (steps B to D), and what lives shorter than that is missed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../src/message.hpp"
#include "cgroup.hpp"
#include "cpu_meter.hpp"

namespace lockstep::sandbox {

class Accounts {
 public:
  /// `cgroup`: the run's, or null. Both must outlive this.
  Accounts(const Launch& launch, const RunCgroup* cgroup);

  /// /proc need not be read for limits.
  [[nodiscard]] bool complete() const { return counts_memory_ && counts_tasks_ && counts_cpu_; }

  /// `tree` does not contain `init`.
  void look(pid_t init, const std::vector<ProcessState>& tree);

  /// Whether some task of the run used CPU time between the last two looks. Without a cgroup that is
  /// not known, and the answer is no.
  [[nodiscard]] bool ran_lately() const { return counts_cpu_ && cpu_ != cpu_before_; }

  /// So many were alive together; for where the kernel does not count refusals.
  void note_alive(std::size_t tasks);

  /// What the init has waited for: the program and its orphans.
  void note_usage(std::chrono::nanoseconds cpu, std::uint64_t peak_memory_bytes);

  /// A limit that the run is beyond, as of the last look.
  [[nodiscard]] std::optional<Cause> exceeded() const;

  /// How the program's first process ended by itself.
  [[nodiscard]] Ending ending_of(int wait_status) const;

  /// Fills in the figures and the final name of `report.ending`, once nothing runs any more.
  /// Returns a sentence where the machine, and not the program, is to blame for it.
  [[nodiscard]] std::optional<std::string> settle(Report& report);

 private:
  void read_cgroup();
  [[nodiscard]] Ending named(Ending ending) const;

  Step step_;
  Limits limits_;
  const RunCgroup* cgroup_;
  bool counts_memory_ = false;
  bool counts_tasks_ = false;
  bool counts_cpu_ = false;
  CgroupCounters counters_;
  CpuMeter meter_;
  std::chrono::nanoseconds cpu_{0};
  std::chrono::nanoseconds cpu_before_{0};  // at the look before the last
  std::uint64_t memory_bytes_ = 0;
  std::uint64_t file_bytes_ = 0;
  std::uint64_t peak_memory_bytes_ = 0;
  unsigned looks_ = 0;
  std::size_t tasks_ = 0;
  bool task_limit_hit_ = false;
};

}  // namespace lockstep::sandbox
