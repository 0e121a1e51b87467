#include "pauses.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "backtrace.hpp"
#include "instruction.hpp"

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

constexpr std::size_t kMostFrames = 5;

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
  std::uint32_t size = 0;
  std::memcpy(&size, reinterpret_cast<Code>(found) + size_field, sizeof size);
  const auto at = reinterpret_cast<Code>(pc);
  if (at < start || at >= start + size) return {};
  return {start, start + size};
}

/// Calls visit(Instruction, where it stands) until that is true, and returns whether it was. Where an
/// instruction cannot be read the rest is not looked at.
template <typename Visit>
bool any_instruction(Range code, Visit&& visit) noexcept {
  for (Code at = code.first; at < code.last;) {
    const Instruction next = read_instruction(at, code.last);
    if (next.length == 0) return false;
    if (visit(next, at)) return true;
    at += next.length;
  }
  return false;
}

bool has_pause(Range code) noexcept {
  return any_instruction(code, [](const Instruction& each, Code) {
    return each.kind == Instruction::Kind::pause;
  });
}

/// It calls a small function that pauses, as `_mm_pause` is where nothing is inlined.
bool calls_a_pause(Range code) noexcept {
  constexpr std::ptrdiff_t small = 64;
  return any_instruction(code, [](const Instruction& each, Code) {
    if (each.kind != Instruction::Kind::call) return false;
    const Range called = function_around(reinterpret_cast<std::uintptr_t>(each.target));
    return called.first == each.target && called.last - called.first <= small && has_pause(called);
  });
}

/// After `from` a jump goes back to before it.
bool loops_around(Range code, Code from) noexcept {
  return any_instruction(code, [&](const Instruction& each, Code at) {
    return at >= from && each.kind == Instruction::Kind::jump && each.target >= code.first &&
           each.target <= from;
  });
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
