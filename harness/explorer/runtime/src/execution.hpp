// One execution from beginning to end: memory as it was at the start, all tasks, and what came out.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <string>

#include <lockstep/explorer/operation.hpp>
#include <lockstep/explorer/strategy.hpp>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// What must be the same for a schedule to mean the same: which operations were visible.
struct Visibility {
  std::size_t promoted = 0;
  std::size_t circles = 0;
  bool unlocks = false;
  std::uint32_t spurious = 0;
  bool weak_memory = false;
  bool seq_cst = false;
  bool mixed_sizes = false;

  bool operator==(const Visibility&) const = default;
};

[[nodiscard]] Visibility visibility_now();

/// Everything that executions share is ready: the program's memory is remembered as it is now.
void prepare_executions(void (*body)());

/// Runs the body once under `strategy`; Core::run is the result. The program's memory is as before
/// when it returns.
void execute(Strategy& strategy);

/// While it lives, executions see what an earlier one saw; what was learned since comes back.
class Under {
 public:
  explicit Under(const Visibility& visibility);
  Under(const Under&) = delete;
  Under& operator=(const Under&) = delete;
  ~Under();

 private:
  Manner manner_;
  Promoted promoted_;
  std::vector<Circle> circles_;
};

/// The last execution as strategies see it; valid until the next one.
[[nodiscard]] Execution last_execution() noexcept;

/// What the last execution printed or gave back.
[[nodiscard]] const std::string& last_value() noexcept;

}  // namespace lockstep::explorer::runtime
