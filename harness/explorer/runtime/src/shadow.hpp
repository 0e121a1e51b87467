// Remembers who accessed which memory, and finds accesses that nothing orders.
//
// For every 8 bytes it keeps what is needed to find each race of the execution that ends there: the
// last write, the last read, and older accesses as long as they are not covered by a newer one that
// happened after them and conflicts with at least as much. So the answer is exact for the
// happens-before of this execution (compare FastTrack: Flanagan and Freund, PLDI 2009, which keeps
// full clocks where reads are concurrent; here each concurrent access keeps its own record).
//
// An access is one number: execution, task, time, bytes and kind. The execution's number in it
// makes everything of earlier executions void, so that nothing is cleared between them.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <lockstep/explorer/operation.hpp>

#include "clock.hpp"

namespace lockstep::explorer::runtime {

/// Fields of an access, from the lowest bit: kind (4), bytes (8), time (24), task (12), execution.
using AccessKey = std::uint64_t;

inline constexpr AccessKey kWrite = 1;
inline constexpr AccessKey kAtomic = 2;
inline constexpr AccessKey kFreed = 4;
inline constexpr unsigned kBytesAt = 4;
inline constexpr AccessKey kAllBytes = AccessKey{0xff} << kBytesAt;
inline constexpr unsigned kTimeAt = 12;
inline constexpr unsigned kTaskAt = 36;
inline constexpr unsigned kExecutionAt = 48;
inline constexpr std::uint32_t kMostExecutions = (1U << 16) - 1;  // then clear()
inline constexpr std::uint32_t kMostTasks = 1U << 12;
inline constexpr std::uint32_t kMostTime = (1U << 24) - 1;

[[nodiscard]] constexpr std::uint32_t bytes_of(AccessKey key) noexcept {
  return static_cast<std::uint32_t>(key >> kBytesAt) & 0xff;
}
[[nodiscard]] constexpr std::uint32_t time_of(AccessKey key) noexcept {
  return static_cast<std::uint32_t>(key >> kTimeAt) & kMostTime;
}
[[nodiscard]] constexpr TaskId task_of(AccessKey key) noexcept {
  return static_cast<TaskId>(key >> kTaskAt) & (kMostTasks - 1);
}

struct Access {
  AccessKey key = 0;
  std::uintptr_t pc = 0;
};

/// Eight bytes of memory.
struct Cell {
  Access write;
  Access read;
  std::uint32_t more;  // 1 + index of the first older record; valid if `more_execution` is current
  std::uint32_t more_execution;
};

/// What an access met.
struct Conflict {
  Access other;
  bool freed = false;  // the memory was given back before
};

class Shadow {
 public:
  void open();

  /// Everything that was recorded is void.
  void next_execution();
  [[nodiscard]] AccessKey execution() const noexcept {
    return AccessKey{execution_} << kExecutionAt;
  }

  /// `key` has the bytes within the 8 at `address`. Calls found(const Conflict&) for each access
  /// that conflicts and does not happen before.
  template <class Found>
  void check(std::uintptr_t address, AccessKey key, std::uintptr_t pc, const Clock& clock,
             Found&& found) {
    Cell& cell = cell_at(address);
    if ((key & kFreed) != 0) doubt(address);
    for_each_record(cell, [&](const Access& before) {
      if (const int meets = meet(before.key, key, clock); meets != 0) {
        found(Conflict{before, meets == 2});
      }
    });
    remember(cell, {key, pc}, clock);
  }

  /// Calls visit(const Access&) for everything that is known of the 8 bytes at `address`.
  template <class Visit>
  void visit(std::uintptr_t address, Visit&& visit) {
    for_each_record(cell_at(address), visit);
  }

  /// In this execution nothing is noted quickly of these 8 bytes any more.
  void never_alone(std::uintptr_t address) {
    Cell& cell = cell_at(address);
    if (cell.more_execution == execution_) return;
    cell.more_execution = execution_;
    cell.more = 0;
  }

  /// What lies there now has nothing to do with what lay there before.
  void forget(std::uintptr_t address, std::size_t size);

  /// What the access makes known, where that is nothing or where all that is known of these bytes
  /// was done by the same task. Anything else is check()'s. Takes no memory.
  enum class Quick : std::uint8_t { known, noted, unknown };
  Quick note_quickly(std::uintptr_t address, AccessKey key, std::uintptr_t pc) noexcept {
    const Near& near = near_to(address);
    if (near.number != address >> 12) return Quick::unknown;
    Cell& cell = near.cells[(address >> 3) & (kCells - 1)];
    Access& own = (key & kWrite) != 0 ? cell.write : cell.read;
    if (own.key == key || is_within(key, own.key)) return Quick::known;
    return note_alone(cell, own, key, pc) ? Quick::noted : Quick::unknown;
  }

  /// Makes note_quickly() answer for `address`, if it ever does.
  void load_near(std::uintptr_t address) { static_cast<void>(near_page(address)); }

  /// Nothing on this page was freed in this execution, as far as is known without looking far.
  [[nodiscard]] bool is_surely_alive(std::uintptr_t address) const noexcept {
    const Near& near = near_[(address >> 12) & (kNear - 1)];
    return near.number == address >> 12 && near.cells[kCells].more_execution != execution_;
  }

  /// Something of this page may be gone: it is not surely alive any more.
  void doubt(std::uintptr_t address) { near_page(address)[kCells].more_execution = execution_; }

  /// Accesses there are never noted quickly: the same addresses are other variables for each task.
  void never_quickly(std::uintptr_t address, std::size_t size) noexcept {
    slow_first_ = address >> 12;
    slow_count_ = size == 0 ? 0 : ((address + size - 1) >> 12) - slow_first_ + 1;
  }

 private:
  static constexpr std::size_t kCells = 512;  // of a page; one more says when some were freed
  static constexpr std::size_t kPageSize = (kCells + 1) * sizeof(Cell);
  static constexpr std::size_t kLeafBits = 18;  // pages for 1 GiB
  static constexpr std::size_t kRootBits = 17;  // 47-bit addresses

  /// A page that was looked at lately.
  struct Near {
    std::uintptr_t number = UINTPTR_MAX;
    Cell* cells = nullptr;
  };
  static constexpr std::size_t kNear = 64;

  [[nodiscard]] Near& near_to(std::uintptr_t address) noexcept {
    return near_[(address >> 12) & (kNear - 1)];
  }
  [[nodiscard]] Cell* near_page(std::uintptr_t address) {
    Near& near = near_to(address);
    return near.number == address >> 12 ? near.cells : load(address >> 12);
  }
  [[nodiscard]] Cell& cell_at(std::uintptr_t address) {
    return near_page(address)[(address >> 3) & (kCells - 1)];
  }

  /// The same task did the same in the same span of time to these bytes and to more.
  [[nodiscard]] static bool is_within(AccessKey key, AccessKey noted) noexcept {
    return ((key ^ noted) & ~kAllBytes) == 0 && (key & ~noted) == 0;
  }
  [[nodiscard]] bool is_strange(AccessKey noted, AccessKey key) const noexcept {
    return is_current(noted) && ((noted ^ key) >> kTaskAt != 0 || (noted & kFreed) != 0);
  }
  bool note_alone(Cell& cell, Access& own, AccessKey key, std::uintptr_t pc) const noexcept {
    Access& other = (key & kWrite) != 0 ? cell.read : cell.write;
    if (cell.more_execution == execution_ || is_strange(own.key, key) ||
        is_strange(other.key, key)) {
      return false;
    }
    if (is_current(own.key) && (own.key & ~key & kAllBytes) != 0) {
      if (((own.key ^ key) & ~kAllBytes) != 0 || own.pc != pc) return false;
      key |= own.key & kAllBytes;  // a loop that goes on to the next bytes
    }
    if ((key & kWrite) != 0 && (other.key & ~key & kAllBytes) == 0) other.key = 0;
    own = {key, pc};
    return true;
  }

  struct Older {
    Access access;
    std::uint32_t next;
  };

  [[nodiscard]] bool is_current(AccessKey key) const noexcept {
    return static_cast<std::uint32_t>(key >> kExecutionAt) == execution_;
  }
  /// 0: no conflict; 1: unordered; 2: the memory was freed before.
  [[nodiscard]] static int meet(AccessKey before, AccessKey now, const Clock& clock) noexcept;
  void remember(Cell& cell, const Access& access, const Clock& clock);
  void push_older(Cell& cell, const Access& access);

  template <class Visit>
  void for_each_record(const Cell& cell, Visit&& visit) const {
    if (is_current(cell.write.key)) visit(cell.write);
    if (is_current(cell.read.key)) visit(cell.read);
    if (cell.more_execution != execution_) return;
    for (std::uint32_t at = cell.more; at != 0; at = older_[at - 1].next)
      visit(older_[at - 1].access);
  }

  Cell* load(std::uintptr_t number);
  Cell* add_page(std::uintptr_t number);
  [[nodiscard]] Cell* find(std::uintptr_t number) const noexcept;

  Near near_[kNear];
  std::uintptr_t slow_first_ = 0;
  std::uintptr_t slow_count_ = 0;
  Cell*** root_ = nullptr;
  std::vector<Cell*> pages_;
  Cell* next_page_ = nullptr;  // of those that were mapped together
  std::size_t spare_ = 0;
  std::vector<Older> older_;
  std::uint32_t execution_ = 0;
};

}  // namespace lockstep::explorer::runtime
