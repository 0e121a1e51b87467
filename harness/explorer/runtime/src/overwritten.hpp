// Finds stores to plain memory that overwrite what another task has written since the storing task
// looked: read in one locked region, written back in the next. No race, since a lock orders all of it.
//
// Remembers of some places only, the last ones, who has read them and who has overwritten them; so it
// may miss one, and finds none that is not there. Whether it matters only the outcomes can tell.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shadow.hpp"

namespace lockstep::explorer::runtime {

class Overwritten {
 public:
  struct Reader {
    TaskId task = 0;
    std::uintptr_t pc = 0;
  };

  struct Place {
    std::uintptr_t address = 0;  // of 8 bytes
    std::uint32_t bytes = 0;     // of them
    std::uint64_t seen = 0;      // who has read them since the last write; a bit for each task
    std::uint64_t outdated = 0;  // who had read them before the last write and has not since
    TaskId writer = 0;           // the last one
    std::uintptr_t pc = 0;
    std::vector<std::uint64_t> stack;  // in a detailed run
    std::array<Reader, 4> readers;     // the last ones, in no order
    std::size_t next_reader = 0;

    void add(const Reader& reader) noexcept;
    /// Where a task has read it; 0: not known any more.
    [[nodiscard]] std::uintptr_t read_by(TaskId task) const noexcept;
  };

  void clear() noexcept;
  /// Nothing is kept.
  [[nodiscard]] bool is_clear() const noexcept { return clear_; }

  /// Null where nothing is kept of the address.
  [[nodiscard]] Place* find(std::uintptr_t address) noexcept;
  /// Whatever was kept in its place is forgotten.
  Place& make(std::uintptr_t address, std::uint32_t bytes) noexcept;

 private:
  static constexpr std::size_t kPlaces = 64;
  static std::size_t index_of(std::uintptr_t address) noexcept {
    return ((address >> 3) ^ (address >> 12)) % kPlaces;
  }
  std::array<Place, kPlaces> places_;
  bool clear_ = true;
};

/// What the current task is about to do to bytes of the 8 at `address`, before the shadow knows.
void look_for_overwritten(std::uintptr_t address, AccessKey key, std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
