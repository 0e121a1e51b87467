// The values that one atomic has had, and who has seen how much of them.
//
// Its modification order is the order in which the stores were carried out. That is one of those
// that C++ allows: what shows only with another one is not explored, and nothing is shown that is
// impossible. Stores are numbered in that order, without a gap.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <lockstep/explorer/operation.hpp>

#include "clock.hpp"

namespace lockstep::explorer::runtime {

/// Stores that can have overwritten a value which is still read.
inline constexpr std::uint32_t kMostOlder = 31;

struct Stored {
  std::array<std::byte, 16> value{};
  Clock released;  // what a load that reads it acquires
  TaskId by = UINT32_MAX;
  std::uint32_t decision = 0;  // that stored it, from 0
  std::uint32_t version = 0;   // Object::version after it
  std::uintptr_t pc = 0;
  std::vector<std::uint64_t> stack;  // in a replay
};

class History {
 public:
  /// Nothing is known; keeps its memory.
  void close() noexcept;

  /// The newest value is what lies at `memory`: nobody has changed it in another way.
  [[nodiscard]] bool knows(const void* memory, std::uint32_t size) const noexcept;
  /// Begins anew with what lies there, which everyone has seen.
  void open(const void* memory, std::uint32_t size);
  /// The next store, of what lies at `memory` now; the caller fills in the rest.
  [[nodiscard]] Stored& push(const void* memory);

  [[nodiscard]] std::uint32_t newest() const noexcept { return newest_; }
  /// The first that is still known.
  [[nodiscard]] std::uint32_t oldest() const noexcept;
  [[nodiscard]] Stored& at(std::uint32_t number) noexcept { return stored_[number % kKept]; }
  [[nodiscard]] const Stored& at(std::uint32_t number) const noexcept {
    return stored_[number % kKept];
  }
  /// Whoever reads this one and whoever reads the next one get the same.
  [[nodiscard]] bool same_as_next(std::uint32_t number) const noexcept;

  /// `task` has read or written that store, at that time of its clock.
  void note_seen(TaskId task, std::uint32_t time, std::uint32_t number);
  /// A seq_cst operation has.
  void note_seq_cst(std::uint32_t decision, std::uint32_t number);

  /// The newest store that was seen by what `clock` includes.
  [[nodiscard]] std::uint32_t seen_within(const Clock& clock) const noexcept;
  /// The newest one that was seen by a seq_cst operation before that decision.
  [[nodiscard]] std::uint32_t seq_cst_before(std::uint32_t decision) const noexcept;

  /// How often a load has read that store again although there were newer ones.
  [[nodiscard]] std::uint32_t& rereads(TaskId task, std::uintptr_t pc, std::uint32_t number);
  [[nodiscard]] std::uint32_t reread(TaskId task, std::uintptr_t pc,
                                     std::uint32_t number) const noexcept;

 private:
  static constexpr std::uint32_t kKept = kMostOlder + 1;

  struct Look {
    std::uint32_t time = 0;  // or decision
    std::uint32_t number = 0;
  };
  struct Reread {
    TaskId task = 0;
    std::uintptr_t pc = 0;
    std::uint32_t number = 0;
    std::uint32_t count = 0;
  };

  std::vector<Stored> stored_;  // a ring
  std::uint32_t newest_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t size_ = 0;                // of the atomic, in bytes; 0: closed
  std::vector<std::vector<Look>> looks_;  // of each task; both numbers grow
  std::vector<Look> seq_cst_;
  std::vector<Reread> rereads_;
};

}  // namespace lockstep::explorer::runtime
