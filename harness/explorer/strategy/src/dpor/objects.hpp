// Numbers objects densely, in the order in which they are first seen.
#pragma once

#include <cstdint>
#include <vector>

namespace lockstep::explorer::dpor {

class Objects {
 public:
  [[nodiscard]] std::uint32_t size() const noexcept { return count_; }

  void clear() noexcept {
    ++generation_;
    count_ = 0;
  }

  [[nodiscard]] std::uint32_t number(std::uint64_t object) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slots_[place(object)];
    if (slot.generation != generation_) slot = {object, generation_, count_++};
    return slot.number;
  }

  /// UINT32_MAX if it was never seen.
  [[nodiscard]] std::uint32_t find(std::uint64_t object) const noexcept {
    if (slots_.empty()) return UINT32_MAX;
    const Slot& slot = slots_[place(object)];
    return slot.generation == generation_ ? slot.number : UINT32_MAX;
  }

 private:
  struct Slot {
    std::uint64_t object = 0;
    std::uint32_t generation = 0;
    std::uint32_t number = 0;
  };

  [[nodiscard]] std::size_t place(std::uint64_t object) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>((object * 0x9E3779B97F4A7C15U) >> 32) & mask;
    while (slots_[at].generation == generation_ && slots_[at].object != object) {
      at = (at + 1) & mask;
    }
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.generation == generation_) slots_[place(slot.object)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t generation_ = 1;
  std::uint32_t count_ = 0;
};

}  // namespace lockstep::explorer::dpor
