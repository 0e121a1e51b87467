#include "standstill.hpp"

#include <bit>
#include <utility>

#include <unwind.h>

#include "access.hpp"
#include "core.hpp"
#include "plain_circle.hpp"
#include "returned.hpp"

namespace lockstep::explorer::runtime {

extern Registers registers_at_hook;

namespace {

constexpr std::size_t kMostStack = std::size_t{64} << 10;
constexpr std::size_t kMostMemory = std::size_t{64} << 20;
constexpr std::uint64_t kSecond = 1'000'000'000;

/// Numbers of DWARF: what a called function must preserve on x86-64.
constexpr std::array<int, 6> kPreserved{3, 6, 12, 13, 14, 15};

struct Walk {
  std::uintptr_t pc = 0;
  std::uintptr_t stack = 0;  // down to where the frame reaches; 0: not found
  std::vector<std::uint64_t>* registers = nullptr;
};

_Unwind_Reason_Code visit(_Unwind_Context* context, void* into) {
  auto& walk = *static_cast<Walk*>(into);
  if (_Unwind_GetIP(context) - 1 != walk.pc) return _URC_NO_REASON;
  for (const int number : kPreserved) walk.registers->push_back(_Unwind_GetGR(context, number));
  walk.stack = _Unwind_GetCFA(context);
  return _URC_END_OF_STACK;
}

class Hash {
 public:
  void add(const void* memory, std::size_t size) noexcept {
    const auto* at = static_cast<const volatile std::uint64_t*>(memory);
    for (std::size_t i = 0; i < size / sizeof *at; ++i) {
      value_ = std::rotl((value_ ^ at[i]) * 0x9e37'79b9'7f4a'7c15, 29);
    }
  }
  void add(std::uint64_t number) noexcept { add(&number, sizeof number); }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  std::uint64_t value_ = 0;
};

/// What the explorer keeps in the program's own data section, out of the way for a while.
class WithoutOurs {
 public:
  WithoutOurs() noexcept { exchange(); }
  WithoutOurs(const WithoutOurs&) = delete;
  WithoutOurs& operator=(const WithoutOurs&) = delete;
  ~WithoutOurs() { exchange(); }

 private:
  void exchange() noexcept {
    std::swap(mark_, current_mark);
    std::swap(reads_, reads_between);
    std::swap(stack_, stack_at_hook);
    std::swap(limit_, access_limit);
    std::swap(seen_mark_, seen_mark);
    std::swap(seen_at_, seen_at);
    std::swap(registers_, registers_at_hook);
  }

  AccessKey mark_ = 0;
  std::uint64_t reads_ = 0;
  std::uintptr_t stack_ = 0;
  std::uint64_t limit_ = 0;
  AccessKey seen_mark_ = 0;
  std::uintptr_t seen_at_ = 0;
  Registers registers_;
};

/// False: it is too much.
bool add_memory(Hash& hash) {
  const std::size_t heap = core->heap.used();
  if (heap > kMostMemory) return false;
  const WithoutOurs without;
  for (const auto& [at, size] : core->snapshot.writable()) hash.add(at, size);
  hash.add(core->heap.begin(), heap);
  const std::size_t locals = core->fibers.locals_size();
  hash.add(reinterpret_cast<const void*>(control_block() - locals), locals);
  hash.add(core->chance);
  return true;
}

}  // namespace

bool Standstill::take(State& into, std::uintptr_t pc) {
  into.words.clear();
  Walk walk{pc, 0, &into.words};
  _Unwind_Backtrace(visit, &walk);
  const Fiber& fiber = self().fiber;
  const auto top = reinterpret_cast<std::uintptr_t>(fiber.stack_high);
  if (walk.stack == 0 || !is_on_stack(fiber, walk.stack)) return false;
  if (top - walk.stack > kMostStack) return false;
  into.words.push_back(walk.stack);
  for (std::uintptr_t at = walk.stack; at < top; at += sizeof at) {
    const std::uint64_t word = *reinterpret_cast<const volatile std::uint64_t*>(at);
    into.words.push_back(word);
  }
  Hash hash;
  if (!add_memory(hash)) return false;
  into.memory = hash.value();
  into.time = core->run.time;
  return true;
}

bool Standstill::is_same(const State& before, const State& now) noexcept {
  if (before.memory != now.memory || before.words.size() != now.words.size()) return false;
  const std::uint64_t passed = now.time - before.time;
  for (std::size_t i = 0; i < now.words.size(); ++i) {
    const std::uint64_t differs = now.words[i] - before.words[i];
    if (differs == 0 || (differs == passed && passed >= 1000)) continue;
    // A time as seconds and nanoseconds.
    const bool more = i + 1 < now.words.size();
    const std::uint64_t rest = more ? now.words[i + 1] - before.words[i + 1] : 0;
    if (!more || now.words[i + 1] >= kSecond || rest == 0) return false;
    if (differs * kSecond + rest != passed) return false;
    ++i;
  }
  return true;
}

bool Standstill::look(std::uintptr_t pc) {
  State now;
  const bool taken = take(now, pc);
  const bool same = taken && known_ && is_same(last_, now);
  known_ = taken;
  last_ = std::move(now);
  return same;
}

}  // namespace lockstep::explorer::runtime
