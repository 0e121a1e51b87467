// Brings the program's memory back to what it was, so that the next execution starts the same way.
//
// What is kept: the writable data of the executable and of its libraries, and the part of the heap
// that was in use. Stacks, thread-local storage and the rest of the heap are made new by those who
// own them. Memory is compared first and only copied where it differs. Which functions the
// libraries have looked up so far is no state of the program and stays.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace lockstep::explorer::runtime {

class Snapshot {
 public:
  /// Also remembers which descriptors are open.
  void take(std::byte* heap_begin, std::byte* heap_end);
  void restore() noexcept;
  /// Closes what was opened since, and rewinds standard input.
  void restore_files() noexcept;
  /// The data that is kept, without the heap.
  [[nodiscard]] std::vector<std::pair<const std::byte*, std::size_t>> writable() const;
  /// The lowest descriptor that the program can open.
  [[nodiscard]] int first_free() const noexcept { return first_free_; }

 private:
  struct Region {
    std::byte* at = nullptr;
    std::byte* copy = nullptr;
    std::size_t size = 0;
  };
  void add(std::byte* at, std::size_t size);

  std::vector<Region> regions_;  // the heap's is the last one
  int first_free_ = 3;
  bool wide_ = false;  // the processor compares 32 bytes at once
};

}  // namespace lockstep::explorer::runtime
