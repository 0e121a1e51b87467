// Where tasks run: each has a stack and thread-local storage of its own, all on one kernel thread.
//
// Two ways to give a task its own thread-local storage:
//   copied    one thread control block; what lies below it is exchanged at every switch. A task's
//             variables then have the same addresses as every other's, so this is only done where
//             the program itself has no thread_local variables and cannot pass their addresses on.
//   own       every task has the control block of a parked thread and FS is set to it: by WRFSBASE
//             where the kernel allows it, else by arch_prctl.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep::explorer::runtime {

struct Fiber {
  std::uintptr_t sp = 0;
  std::uintptr_t fs = 0;  // of `own`
  std::byte* stack_low = nullptr;
  std::byte* stack_high = nullptr;
  std::uintptr_t deepest = 0;     // lowest stack address that was noticed
  std::vector<std::byte> locals;  // of `copied`: the variables while it does not run
};

class Fibers {
 public:
  static constexpr std::size_t kStride = (std::size_t{8} << 20) + 16 * 4096;  // a stack and a guard
  static constexpr std::uintptr_t kStacksAt = 0x5000'0000'0000;
  static constexpr std::uintptr_t kStacksEnd = 0x5800'0000'0000;

  /// Once, before the first fiber. The calling thread becomes the one that explores.
  void open();

  /// Makes `fiber` start `entry(argument)` at the next switch to it; entry never returns.
  void prepare(Fiber& fiber, void (*entry)(void*), void* argument);

  /// Leaves `from`, which may be the controller's own, and goes on in `to`.
  void switch_to(Fiber& from, Fiber& to) noexcept;

  /// Of the stack that the address would lie on; stacks are numbered in the order in which they
  /// were made. A large number: on none.
  [[nodiscard]] static std::size_t stack_number(std::uintptr_t address) noexcept {
    return (address - kStacksAt) / kStride;
  }
  [[nodiscard]] static bool may_be_on_stack(std::uintptr_t address) noexcept {
    return address - kStacksAt < kStacksEnd - kStacksAt;
  }

  /// Makes the used part of a stack look unused, so that no execution sees another's remains.
  void wipe(Fiber& fiber) noexcept;

  /// Every task has another variable there, which no other task can reach.
  /// The thread-local variables of the program's own libraries, as the exploring thread has them.
  [[nodiscard]] std::uintptr_t locals() const noexcept {
    return reinterpret_cast<std::uintptr_t>(locals_);
  }
  [[nodiscard]] std::size_t locals_size() const noexcept { return locals_size_; }
  [[nodiscard]] bool is_task_local(std::uintptr_t address) const noexcept {
    return copied_ && address - reinterpret_cast<std::uintptr_t>(locals_) < locals_size_;
  }

 private:
  void give_own_block(Fiber& fiber);
  void fresh_locals(Fiber& fiber);

  std::size_t stacks_ = 0;  // that were made
  bool copied_ = true;
  bool wrfsbase_ = false;
  std::byte* locals_ = nullptr;  // of the exploring thread
  std::size_t locals_size_ = 0;
  std::vector<std::byte> pristine_;  // what a thread finds in them at its start
};

/// The address of the calling thread's control block.
[[nodiscard]] inline std::uintptr_t control_block() noexcept {
  std::uintptr_t self = 0;
  asm("mov %%fs:0x10, %0" : "=r"(self));
  return self;
}

}  // namespace lockstep::explorer::runtime
