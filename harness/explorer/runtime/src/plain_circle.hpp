// Finds tasks that wait by looking at plain variables: no operation tells that they go round.
//
// Every kTick accesses a short window is opened over those of a task that has changed nothing since
// the last time. Where all that the task can go by (its registers, the end of its stack, the place
// in the code) comes again and again all through the window, it will go on like that for as long as
// nobody else changes anything. A loop that counts its rounds has a register or a variable that
// differs.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <lockstep/explorer/operation.hpp>

namespace lockstep::explorer::runtime {

/// What a called function must preserve, at a hook that the program has called.
struct Registers {
  std::array<std::uint64_t, 6> values{};
  std::uintptr_t stack = 0;
};

class PlainCircle {
 public:
  static constexpr std::uint64_t kTick = 1'000'000;

  void clear() noexcept { *this = {}; }

  /// False: the task is another one, or has changed something since the last call.
  bool goes_on(TaskId task, std::uint64_t effects) noexcept;

  enum class Answer : std::uint8_t {
    later,  // look again kTick accesses later
    next,   // look again at the next access
    found,  // it goes round in circles
  };
  /// At an access of a task that goes on: its state, as state_at() gives it.
  Answer add(std::uint64_t state) noexcept;

  /// `stack_end` is where the task's stack begins.
  [[nodiscard]] static std::uint64_t state_at(std::uintptr_t pc, std::uintptr_t address,
                                              const Registers& registers,
                                              std::uintptr_t stack_end) noexcept;

 private:
  static constexpr std::size_t kWindow = 256;
  static constexpr std::size_t kLongest = 32;
  static constexpr std::size_t kMostStack = 4096;

  [[nodiscard]] bool repeats() const noexcept;

  TaskId task_ = 0;
  std::uint64_t effects_ = UINT64_MAX;
  std::size_t count_ = 0;
  std::array<std::uint64_t, kWindow> seen_{};
};

}  // namespace lockstep::explorer::runtime
