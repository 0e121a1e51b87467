// Abstract concurrent programs, and a machine that runs them under a strategy as the real runtime
// does: publish, ask who is able to go, ask the strategy, carry out.
//
// A program is a list of tasks, each a list of instructions over numbered variables, mutexes,
// semaphores, condition variables, barriers and futex words. Every task has an accumulator, and
// remembers all that it read: that and the variables are the outcome.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer::simulator {

enum class Do : std::uint8_t {
  load,         // accumulator = a
  store,        // a = accumulator
  store_value,  // a = value
  add,          // a += value, atomically; accumulator = the old one
  compare_add,  // if a == accumulator, a += value
  lock,
  try_lock,    // accumulator = whether
  timed_lock,  // the same
  unlock,
  unlock_held,  // unlocks if the last try or timed lock of this mutex succeeded
  read_lock,
  read_unlock,
  wait,        // on condition variable a with mutex value
  timed_wait,  // accumulator = whether it was woken
  notify_one,
  notify_all,
  acquire,
  try_acquire,
  release,
  barrier,     // arrives at a, which waits for `parties`, and waits
  futex_wait,  // on variable a while it is value
  futex_wake,  // all
  create,      // task a of the program
  join,
  yield,
  sleep,
  exit,
  // without a step of their own
  increment,    // accumulator += value
  skip_unless,  // accumulator == value, else leaves out the next a instructions
  back_unless,  // accumulator == value, else goes back a instructions
  fail_unless,  // accumulator == value, else the program crashes
};

struct Instruction {
  Do what = Do::yield;
  std::uint32_t a = 0;
  std::int32_t value = 0;
};

using Code = std::vector<Instruction>;

struct Program {
  std::vector<Code> tasks;
  std::uint32_t started = 0;  // so many exist from the beginning; 0: all
  bool unlock_is_decided = false;
  bool spurious = false;  // each wait may end late once without time-out
  std::array<std::int32_t, 4> semaphores{};
  std::uint32_t parties = 2;
};

[[nodiscard]] std::string text_of(const Program& program);

struct Ran {
  Execution execution;  // valid until the next run
  std::string outcome;
};

class Machine {
 public:
  explicit Machine(const Program& program) : program_(program) {}

  /// One execution, between a strategy's begin() and end().
  Ran run(Strategy& strategy);

 private:
  struct Task {
    std::uint32_t code = 0;
    std::size_t at = 0;
    std::uint8_t phase = 0;  // of an instruction that is several steps
    std::int32_t accumulator = 0;
    std::uint64_t memory = 0;
    bool started = false;
    bool ended = false;
    bool woken = false;
    bool late_used = false;
    std::uint32_t generation = 0;
    std::array<bool, 4> holds{};
  };
  struct Mutex {
    std::uint32_t owner = UINT32_MAX;
    std::uint32_t readers = 0;
  };
  struct Barrier {
    std::uint32_t arrived = 0;
    std::uint32_t generation = 0;
  };

  void reset();
  void add_task(std::uint32_t code);
  [[nodiscard]] Operation next(TaskId task) const;
  [[nodiscard]] bool enabled(TaskId task) const;
  [[nodiscard]] bool may_be_late(TaskId task) const;
  void offer();
  Operation carry_out(Choice choice);
  Operation carry_out_memory(TaskId task, const Instruction& now, Operation done);
  Operation carry_out_lock(TaskId task, const Instruction& now, Operation done, bool late);
  Operation carry_out_wait(TaskId task, const Instruction& now, Operation done, bool late);
  Operation carry_out_try(TaskId task, const Instruction& now, Operation done);
  Operation carry_out_barrier(TaskId task, const Instruction& now, Operation done);
  void wake(std::vector<TaskId>& queue, bool all);
  void run_local(TaskId task);
  void remember(TaskId task, std::int32_t value);
  void follow_up(TaskId task);
  void collect_blocked();
  [[nodiscard]] std::string outcome(End end) const;

  const Program& program_;
  std::vector<Task> tasks_;
  std::array<std::int32_t, 8> variables_{};
  std::array<Mutex, 4> mutexes_{};
  std::array<std::int32_t, 4> semaphores_{};
  std::array<std::vector<TaskId>, 4> waiting_{};
  std::array<std::vector<TaskId>, 8> sleeping_{};
  std::array<Barrier, 4> barriers_{};
  bool crashed_ = false;
  bool exited_ = false;
  std::vector<Step> steps_;
  std::vector<Candidate> candidates_;  // of all decisions
  std::vector<Candidate> offered_;
  std::vector<Candidate> blocked_;
};

/// The same for two executions if and only if they are equivalent: each task's events, and the
/// order of those that conflict. Worked out pair by pair, with nothing of the library.
[[nodiscard]] std::string canonical(const Execution& execution);

}  // namespace lockstep::explorer::simulator
