// A fresh cgroup for each run (step A): the kernel limits and counts what the run uses, exactly.
//
// A CgroupTree is one helper's own folder in each hierarchy; it belongs to the process that made
// it, and is locked while that process or a supervisor of it lives. The next helper removes
// unlocked ones, so that nothing stays behind a grader that was killed. A RunCgroup is one run's
// folder below it; it belongs to the run's supervisor and is never used twice.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <lockstep/sandbox/program.hpp>

#include "../src/descriptor.hpp"
#include "hierarchy.hpp"

namespace lockstep::sandbox {

/// What the kernel has counted. A value that the hierarchy does not count is empty.
struct CgroupCounters {
  std::optional<std::chrono::nanoseconds> cpu;
  std::optional<std::uint64_t> peak_memory_bytes;
  bool killed_for_memory = false;     // at the run's own limit
  bool killed_for_machine = false;    // the machine, or a cgroup above, ran out of memory
  std::optional<bool> tasks_refused;  // a task was not created because of the limit
};

class RunCgroup {
 public:
  struct Place {
    Hierarchy hierarchy;
    std::string folder;
    Fd entrance;  // version 1: its file `tasks`; version 2: the folder
    Fd cpu;
    Fd memory_events;
    Fd memory_peak;
    Fd task_events;
  };

  explicit RunCgroup(std::vector<Place> places) : places_(std::move(places)) {}
  RunCgroup(RunCgroup&&) = default;
  RunCgroup& operator=(RunCgroup&&) = delete;
  ~RunCgroup() { remove(); }

  /// Throws std::system_error.
  void limit(const Limits& limits);

  [[nodiscard]] bool limits_memory() const;
  [[nodiscard]] bool limits_tasks() const;

  /// Version 1: the calling process, which has one thread, moves in. To move oneself alone takes no
  /// lock of the whole machine, as to move another process does (12 to 16 ms).
  void enter() const;

  /// Version 2: the folder to clone a process into; -1: there is none.
  [[nodiscard]] int clone_target() const;

  [[nodiscard]] CgroupCounters read() const;

  /// Version 2 kills whoever is inside at once; with version 1 nothing happens.
  void kill_all() const;

  /// Nobody may be inside any more. What is left is for the next helper to remove.
  void remove();

 private:
  std::vector<Place> places_;
  std::uint64_t memory_limit_bytes_ = 0;
};

class CgroupTree {
 public:
  /// Removes what dead helpers have left. Never throws: what is not to be had is missing.
  CgroupTree();
  CgroupTree(const CgroupTree&) = delete;
  CgroupTree& operator=(const CgroupTree&) = delete;
  ~CgroupTree();

  /// Memory, tasks and CPU time are limited or counted.
  [[nodiscard]] bool complete() const { return missing_.empty(); }
  [[nodiscard]] bool any() const { return !own_.empty(); }
  /// What is missing and why, for people; empty where it is complete.
  [[nodiscard]] std::string missing() const;

  /// Throws std::system_error.
  [[nodiscard]] RunCgroup make_run() const;

 private:
  struct Own {
    Hierarchy hierarchy;
    std::string folder;
    Fd lock;
  };

  void make_own(const Hierarchy& hierarchy);

  std::vector<Own> own_;
  std::vector<std::string> missing_;
};

}  // namespace lockstep::sandbox
