#include "pauses.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "backtrace.hpp"

struct dwarf_fde;
struct dwarf_eh_bases {  // NOLINT: libgcc's names
  void* text;
  void* data;
  void* function;
};
extern "C" const dwarf_fde* _Unwind_Find_FDE(void* pc, dwarf_eh_bases* bases);

namespace lockstep::explorer::runtime {
namespace {

#ifdef __x86_64__

using Code = const unsigned char*;

constexpr std::size_t kMostFrames = 5;

template <typename T>
T value_at(Code at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

struct Range {
  Code first = nullptr;
  Code last = nullptr;  // past the end
};

/// From the tables for exceptions, as compilers write them on x86-64: length, CIE, start and size
/// of the function, four bytes each. Empty where there are none.
Range function_around(std::uintptr_t pc) noexcept {
  dwarf_eh_bases bases{};
  const dwarf_fde* found = _Unwind_Find_FDE(reinterpret_cast<void*>(pc), &bases);
  if (found == nullptr) return {};
  constexpr std::ptrdiff_t size_field = 12;
  const auto start = static_cast<Code>(bases.function);
  const auto size = value_at<std::uint32_t>(reinterpret_cast<Code>(found) + size_field);
  const auto at = reinterpret_cast<Code>(pc);
  if (at < start || at >= start + size) return {};
  return {start, start + size};
}

bool has_pause(Range code) noexcept {
  for (Code at = code.first; at + 1 < code.last; ++at)
    if (at[0] == 0xf3 && at[1] == 0x90) return true;
  return false;
}

/// It calls a small function that pauses, as `_mm_pause` is where nothing is inlined.
bool calls_a_pause(Range code) noexcept {
  constexpr unsigned char kCall = 0xe8;
  constexpr std::ptrdiff_t small = 64;
  for (Code at = code.first; at + 5 <= code.last; ++at) {
    if (*at != kCall) continue;
    const Code target = at + 5 + value_at<std::int32_t>(at + 1);
    const Range called = function_around(reinterpret_cast<std::uintptr_t>(target));
    if (called.first == target && called.last - target <= small && has_pause(called)) return true;
  }
  return false;
}

/// The operands of a move, which may look like a jump, as in `mov -0x50(%rbp),%rdi`.
bool follows_a_move(Code at) noexcept { return at[-1] == 0x8b || at[-1] == 0x89 || at[-1] == 0x8d; }

/// After `from` a jump goes back to before it.
bool loops_around(Range code, Code from) noexcept {
  for (Code at = from; at + 6 <= code.last; ++at) {
    const bool near = (at[0] == 0xeb || (at[0] & 0xf0) == 0x70) && !follows_a_move(at);
    const bool far_if = at[0] == 0x0f && (at[1] & 0xf0) == 0x80;
    Code target = nullptr;
    if (near) target = at + 2 + static_cast<signed char>(at[1]);
    if (far_if) target = at + 6 + value_at<std::int32_t>(at + 2);
    if (at[0] == 0xe9) target = at + 5 + value_at<std::int32_t>(at + 1);
    if (target != nullptr && target >= code.first && target <= from) return true;
  }
  return false;
}

bool pauses_in_loop_of(const std::vector<std::uint64_t>& frames) noexcept {
  for (std::size_t i = 0; i < std::min(frames.size(), kMostFrames); ++i) {
    const Range code = function_around(frames[i]);
    if (has_pause(code) || calls_a_pause(code)) return true;
    if (loops_around(code, reinterpret_cast<Code>(frames[i]))) return false;
  }
  return false;
}

#endif

}  // namespace

bool has_pause_instruction([[maybe_unused]] const Task& task) {
#ifdef __x86_64__
  return pauses_in_loop_of(backtrace_from(task.spin.back(0).pc));
#else
  return false;
#endif
}

}  // namespace lockstep::explorer::runtime
