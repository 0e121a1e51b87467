// How high a task's stack pointer has been seen, and when: at that time nothing lived below.
//
// Stacks grow downwards. Only what can still tell something is kept: a look at the same height or
// higher says all that earlier ones did, and within one time of the task's clock the highest does.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep::explorer::runtime {

struct Height {
  std::uintptr_t at = 0;
  std::uintptr_t pc = 0;             // where the task was
  std::uint32_t time = 0;            // of the task's clock
  std::vector<std::uint64_t> stack;  // in a replay: from `pc` outwards
};

class Heights {
 public:
  void clear() noexcept { count_ = 0; }

  /// nullptr: that tells nothing new. Otherwise the caller may fill in the stack.
  Height* note(std::uintptr_t at, std::uint32_t time, std::uintptr_t pc) noexcept;

  /// The last look that was higher than `address`; nullptr: there was none.
  [[nodiscard]] const Height* last_above(std::uintptr_t address) const noexcept;

 private:
  static constexpr std::size_t kMost = 8;  // older ones are forgotten: less is known then

  std::array<Height, kMost> seen_;  // later ones are lower
  std::size_t count_ = 0;
};

}  // namespace lockstep::explorer::runtime
