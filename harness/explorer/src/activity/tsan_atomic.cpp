// Atomic operations: each is carried out natively and recorded.
#include <cstdint>

#include <lockstep/tsan/native_atomic.hpp>

#include "meeting.hpp"
#include "parts.hpp"
#include "sync.hpp"
#include "task.hpp"

namespace lockstep::explorer::activity {

void keep_atomic_accesses() noexcept {}

namespace {

// Changes the value to what `step` makes of it, and records that.
template <typename T, typename Step>
T update_recorded(volatile T* at, Change change, const void* pc, Step step) noexcept {
  const T before = tsan::native_update(at, step);
  const T after = step(before);
  synchronised_at(at);
  // An exchange that changes nothing is a failed attempt to take a lock.
  if (before == after && change == Change::exchange) return before;
  note_write(at, true, pc);
  word_changed(at, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(after), change);
  return before;
}

struct Hooks {
  template <typename T>
  static T load(const volatile T* at, int, const void*) noexcept {
    const T value = tsan::native_load(at);
    synchronised_at(at);
    return value;
  }
  template <typename T>
  static void store(volatile T* at, T value, int, const void* pc) noexcept {
    before_write(at, pc);
    update_recorded(at, Change::store, pc, [value](T) { return value; });
  }
  template <typename T>
  static T exchange(volatile T* at, T value, int, const void* pc) noexcept {
    return update_recorded(at, Change::exchange, pc, [value](T) { return value; });
  }
  template <typename T, typename Step>
  static T update(volatile T* at, int, const void* pc, Step step) noexcept {
    return update_recorded(at, Change::arithmetic, pc, step);
  }
  template <typename T>
  static bool exchange_if(volatile T* at, T& expected, T desired, int, int,
                          const void* pc) noexcept {
    const T before = expected;
    const bool done = tsan::native_exchange_if(at, expected, desired);
    synchronised_at(at);
    if (done && before != desired) {
      note_write(at, true, pc);
      word_changed(at, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(desired),
                   Change::exchange);
    }
    return done;
  }
  static void fence(int, const void*) noexcept {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    synchronised_by_kernel();
  }
  static void signal_fence(int) noexcept { __atomic_signal_fence(__ATOMIC_SEQ_CST); }
};

}  // namespace
}  // namespace lockstep::explorer::activity

#define LOCKSTEP_TSAN_HOOKS lockstep::explorer::activity::Hooks
#include <lockstep/tsan/atomic_functions.hpp>
