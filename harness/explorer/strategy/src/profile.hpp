// What executions have shown so far of the size of a program: how many tasks, how many decisions,
// and which task uses which object how often. Strategies share it; it never shrinks until clear().
#pragma once

#include <cstdint>
#include <vector>

#include <lockstep/explorer/operation.hpp>

namespace lockstep::explorer {

class Profile {
 public:
  void clear();
  void observe(const Execution& execution);

  [[nodiscard]] std::uint32_t tasks() const noexcept { return tasks_; }
  /// Decisions of the longest execution.
  [[nodiscard]] std::uint32_t decisions() const noexcept { return decisions_; }
  [[nodiscard]] std::uint64_t executions() const noexcept { return executions_; }

  struct Count {
    TaskId task = 0;
    std::uint32_t uses = 0;
  };
  struct Shared {
    std::uint64_t object = 0;
    std::vector<Count> counts;  // of the tasks that use it
  };
  /// Objects that more than one task used in a decided step, of the first conclusive execution.
  [[nodiscard]] const std::vector<Shared>& shared() const noexcept { return shared_; }

 private:
  void count_uses(const Execution& execution);

  std::uint32_t tasks_ = 0;
  std::uint32_t decisions_ = 0;
  std::uint64_t executions_ = 0;
  bool counted_ = false;
  std::vector<Shared> shared_;
};

}  // namespace lockstep::explorer
