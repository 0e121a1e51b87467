// What synchronises tasks: mutexes, condition variables, atomics, … each by the address where the
// program keeps it. The program's own bytes there mean nothing; all state is here.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <lockstep/explorer/operation.hpp>

#include "clock.hpp"
#include "history.hpp"

namespace lockstep::explorer::runtime {

inline constexpr TaskId kNoTask = UINT32_MAX;

/// Things of different spaces at one address are different objects.
enum class Space : std::uint8_t {
  memory,  // atomics by their address, or by 8 bytes as racing accesses
  atomic,  // by its address: what an atomic hands on
  mutex,
  reader_writer,
  condition,
  semaphore,
  barrier,
  once,
  futex,
  task,
  program,
  channel,  // one direction of a pipe or socket pair; see channels.hpp
};

using Number = std::uint64_t;

[[nodiscard]] constexpr Number number_of(Space space, std::uintptr_t address) noexcept {
  return (Number{static_cast<std::uint8_t>(space)} + 1) << 56 | (address & ((Number{1} << 56) - 1));
}
[[nodiscard]] constexpr std::uintptr_t address_of(Number number) noexcept {
  return number & ((Number{1} << 56) - 1);
}

/// The last time somebody notified: whom did it wake?
struct Notified {
  TaskId by = kNoTask;
  std::uintptr_t pc = 0;
  std::vector<std::uint64_t> stack;
  std::uint32_t step = 0;
  std::uint32_t time = 0;  // of its task's clock
  bool woke_nobody = false;
};

struct Object {
  Number number = 0;
  TaskId owner = kNoTask;   // who holds it, or initialises
  std::uint32_t depth = 0;  // of a recursive mutex
  std::int64_t tokens = 0;  // semaphore: left; barrier: expected; once: 1 when done
  bool recursive = false;
  bool checks_errors = false;
  bool robust = false;         // a mutex that the end of its owner gives back
  bool owner_ended = false;    // and did: whoever takes it next is told
  bool inconsistent = false;   // was told, and has not said that all is well again
  bool unrecoverable = false;  // nor did before giving it back
  std::uintptr_t pc = 0;       // where it was taken
  std::vector<TaskId> readers;
  std::vector<TaskId> waiters;         // in the order in which they came
  std::uint64_t tickets = 0;           // so many waits and notifications there have been
  std::vector<std::uint64_t> signals;  // notifications that one of those who came before may take
  Clock released;                      // what happened before its last release
  Clock read_released;  // the same of readers; of a barrier, the round that is complete
  Notified notified;
  TaskId destroyed_by = kNoTask;   // of a condition variable: what was here before
  std::uint32_t destroyed_at = 0;  // of that task's clock
  std::uint8_t width = 0;  // of an atomic, in bytes
  // Of an atomic: how often it was changed (of a channel, too), by whom last, and what each task
  // had seen of that when it last looked (0: it never did).
  std::uint32_t version = 1;
  TaskId last_writer = kNoTask;
  std::uintptr_t last_write_pc = 0;
  std::vector<std::uint64_t> last_write_stack;
  std::vector<std::uint32_t> seen_version;
  std::unique_ptr<History> history;  // where weaker orders than seq_cst are used

  void renew(Number as);
};

class Objects {
 public:
  void next_execution() noexcept;

  /// The object of this number; a new one is free and has no history.
  [[nodiscard]] Object& get(Number number);
  /// nullptr where there is none.
  [[nodiscard]] Object* find(Number number) noexcept;
  void forget(Number number) noexcept;
  /// All objects in memory that is used for something else now.
  void forget_memory(std::uintptr_t address, std::size_t size) noexcept;

 private:
  struct Slot {
    Number number = 0;
    std::uint32_t execution = 0;
    std::uint32_t object = 0;
  };

  [[nodiscard]] std::size_t slot_of(Number number) const noexcept;
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<Object>> objects_;
  std::size_t used_ = 0;
  std::uint32_t execution_ = 0;
  std::uint64_t pages_[64] = {};  // one bit for each page, hashed, that has an object
};

}  // namespace lockstep::explorer::runtime
