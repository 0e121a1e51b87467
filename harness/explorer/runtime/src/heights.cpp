#include "heights.hpp"

#include <algorithm>

namespace lockstep::explorer::runtime {

Height* Heights::note(std::uintptr_t at, std::uint32_t time, std::uintptr_t pc) noexcept {
  while (count_ > 0 && seen_[count_ - 1].at <= at) --count_;
  if (count_ > 0 && seen_[count_ - 1].time == time) return nullptr;
  if (count_ == kMost) {
    std::rotate(seen_.begin(), seen_.begin() + 1, seen_.end());
    --count_;
  }
  Height& height = seen_[count_++];
  height.at = at;
  height.time = time;
  height.pc = pc;
  height.stack.clear();
  return &height;
}

const Height* Heights::last_above(std::uintptr_t address) const noexcept {
  for (std::size_t i = count_; i > 0; --i) {
    if (seen_[i - 1].at > address) return &seen_[i - 1];
  }
  return nullptr;
}

}  // namespace lockstep::explorer::runtime
