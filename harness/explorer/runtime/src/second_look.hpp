// Whether a task that has waited on a condition variable looks again at what it had waited for: what
// it reads under the lock before and after the wait, in detailed runs only.
//
// That is no fault by itself, since the condition may well hold. It is told beside a fault.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>
#include <vector>

namespace lockstep::explorer::runtime {

class SecondLook {
 public:
  using Stack = std::vector<std::uint64_t>;

  void clear() noexcept;

  /// The task has taken a lock.
  void lock_taken();
  /// It reads something, while it holds a lock.
  void read(const Stack& stack);
  /// It is about to wait, at `stack`, and goes on from there, with its lock.
  void wait_begins(const Stack& stack);
  void wait_ends(std::uint32_t step);

  /// Reads are wanted.
  [[nodiscard]] bool is_open() const noexcept;
  /// It has gone on from a wait and has not read since from where it had read before.
  [[nodiscard]] bool is_missing() const noexcept;
  /// Nothing more is expected of the last wait.
  void close() noexcept;

  [[nodiscard]] const std::vector<Stack>& before() const noexcept { return before_; }
  [[nodiscard]] const std::vector<Stack>& after() const noexcept { return after_; }
  [[nodiscard]] const Stack& wait() const noexcept { return wait_; }
  [[nodiscard]] std::uint32_t step() const noexcept { return step_; }

 private:
  enum class State : std::uint8_t { before, waiting, after, closed };
  State state_ = State::closed;
  bool looked_ = false;
  std::vector<Stack> before_;  // the last ones
  std::vector<Stack> after_;   // the first ones
  Stack wait_;
  std::uint32_t step_ = 0;
};

/// The same for the current task of a detailed run; nothing in others.
void note_look(std::uintptr_t pc);
void note_look_lock_taken();
void note_look_wait_begins();
void note_look_wait_ends();
/// A lock was given back: what has not been looked at by now is recorded.
void note_look_lock_given();
/// The execution has ended, of all tasks.
void note_looks_at_end();

}  // namespace lockstep::explorer::runtime
