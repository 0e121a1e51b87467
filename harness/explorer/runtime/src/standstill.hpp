// Whether a task that goes round in a circle really stands still: all that it could go by is the
// same, one round later. Its registers, its stack, and all memory of the program are compared; what
// differs by just the time that has passed in between is a clock that it has read.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep::explorer::runtime {

class Standstill {
 public:
  void clear() noexcept { known_ = false; }

  /// Looks at the current task, in a hook that the program has called at `pc`. True: it is where it
  /// was at the look before.
  [[nodiscard]] bool look(std::uintptr_t pc);

 private:
  struct State {
    std::uint64_t time = 0;
    std::uint64_t memory = 0;          // hashed
    std::vector<std::uint64_t> words;  // registers, then the stack
  };
  [[nodiscard]] static bool take(State& into, std::uintptr_t pc);
  [[nodiscard]] static bool is_same(const State& before, const State& now) noexcept;

  State last_;
  bool known_ = false;
};

}  // namespace lockstep::explorer::runtime
