#include "plain_circle.hpp"

#include <algorithm>
#include <bit>

namespace lockstep::explorer::runtime {

bool PlainCircle::goes_on(TaskId task, std::uint64_t effects) noexcept {
  const bool same = task == task_ && effects == effects_;
  if (!same) count_ = 0;
  task_ = task;
  effects_ = effects;
  return same;
}

PlainCircle::Answer PlainCircle::add(std::uint64_t state) noexcept {
  seen_[count_++] = state;
  if (count_ < kWindow) return Answer::next;
  count_ = 0;
  return repeats() ? Answer::found : Answer::later;
}

bool PlainCircle::repeats() const noexcept {
  for (std::size_t period = 1; period <= kLongest; ++period) {
    std::size_t same = 0;
    while (same + period < kWindow && seen_[same] == seen_[same + period]) ++same;
    if (same + period == kWindow) return true;
  }
  return false;
}

std::uint64_t PlainCircle::state_at(std::uintptr_t pc, std::uintptr_t address,
                                    const Registers& registers, std::uintptr_t stack_end) noexcept {
  std::uint64_t hash = pc;
  const auto mix = [&](std::uint64_t value) {
    hash = std::rotl((hash ^ value) * 0x9e37'79b9'7f4a'7c15, 29);
  };
  mix(address);
  mix(registers.stack);
  for (const std::uint64_t value : registers.values) mix(value);
  const std::uintptr_t end = std::min(stack_end, registers.stack + kMostStack);
  for (std::uintptr_t at = registers.stack; at + sizeof hash <= end; at += sizeof hash) {
    mix(*reinterpret_cast<const volatile std::uint64_t*>(at));
  }
  return hash;
}

}  // namespace lockstep::explorer::runtime
