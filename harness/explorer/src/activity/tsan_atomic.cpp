// The part of the ThreadSanitizer ABI for atomic operations: each is carried out natively, always
// sequentially consistent, which is at least the order asked for, and recorded.
#include <cstdint>

#include "parts.hpp"
#include "sync.hpp"
#include "task.hpp"

namespace activity = lockstep::explorer::activity;

namespace lockstep::explorer::activity {
namespace {

constexpr int order = __ATOMIC_SEQ_CST;

__extension__ using u128 = unsigned __int128;

template <typename T>
T load(const volatile T* at) noexcept {
  if constexpr (sizeof(T) == 16)
    return __sync_val_compare_and_swap(const_cast<volatile T*>(at), T{0}, T{0});
  else
    return __atomic_load_n(at, order);
}

// True if it was done; `expected` is what was there.
template <typename T>
bool compare_exchange(volatile T* at, T& expected, T desired) noexcept {
  if constexpr (sizeof(T) == 16) {
    const T before = __sync_val_compare_and_swap(at, expected, desired);
    const bool done = before == expected;
    expected = before;
    return done;
  } else {
    return __atomic_compare_exchange_n(at, &expected, desired, false, order, order);
  }
}

// Changes the value to what `step` makes of it, and records that.
template <typename T, typename Step>
T update(volatile T* at, Change change, const void* pc, Step step) noexcept {
  T before = load(at);
  T after = step(before);
  while (!compare_exchange(at, before, after)) after = step(before);
  synchronised_at(at);
  // An exchange that changes nothing is a failed attempt to take a lock.
  if (before == after && change == Change::exchange) return before;
  note_write(at, true, pc);
  word_changed(at, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(after), change);
  return before;
}

template <typename T>
T load_recorded(const volatile T* at) noexcept {
  const T value = load(at);
  synchronised_at(at);
  return value;
}

template <typename T>
bool compare_exchange_recorded(volatile T* at, T& expected, T desired, const void* pc) noexcept {
  const T before = expected;
  const bool done = compare_exchange(at, expected, desired);
  synchronised_at(at);
  if (done && before != desired) {
    note_write(at, true, pc);
    word_changed(at, static_cast<std::uint64_t>(before), static_cast<std::uint64_t>(desired),
                 Change::exchange);
  }
  return done;
}

}  // namespace

void keep_atomic_accesses() noexcept {}

}  // namespace lockstep::explorer::activity

using activity::Change;

// NOLINTBEGIN: the names are the compiler's.
#define CALLER __builtin_return_address(0)

#define FETCH(bits, T, name, expression)                                               \
  T __tsan_atomic##bits##_fetch_##name(volatile T* at, T value, int) {                 \
    return activity::update(at, Change::arithmetic, CALLER,                            \
                            [value](T before) { return static_cast<T>(expression); }); \
  }

#define ATOMIC(bits, T)                                                                           \
  T __tsan_atomic##bits##_load(const volatile T* at, int) { return activity::load_recorded(at); } \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int) {                                \
    activity::update(at, Change::store, CALLER, [value](T) { return value; });                    \
  }                                                                                               \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int) {                                \
    return activity::update(at, Change::exchange, CALLER, [value](T) { return value; });          \
  }                                                                                               \
  FETCH(bits, T, add, before + value)                                                             \
  FETCH(bits, T, sub, before - value)                                                             \
  FETCH(bits, T, and, before& value)                                                              \
  FETCH(bits, T, or, before | value)                                                              \
  FETCH(bits, T, xor, before ^ value)                                                             \
  FETCH(bits, T, nand, ~(before & value))                                                         \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile T* at, T* expected, T desired, int,  \
                                                    int) {                                        \
    return activity::compare_exchange_recorded(at, *expected, desired, CALLER);                   \
  }                                                                                               \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile T* at, T* expected, T desired, int,    \
                                                  int) {                                          \
    return activity::compare_exchange_recorded(at, *expected, desired, CALLER);                   \
  }                                                                                               \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* at, T expected, T desired, int, int) { \
    activity::compare_exchange_recorded(at, expected, desired, CALLER);                           \
    return expected;                                                                              \
  }

extern "C" {

ATOMIC(8, std::uint8_t)
ATOMIC(16, std::uint16_t)
ATOMIC(32, std::uint32_t)
ATOMIC(64, std::uint64_t)
ATOMIC(128, activity::u128)

void __tsan_atomic_thread_fence(int) {
  __atomic_thread_fence(activity::order);
  activity::synchronised_by_kernel();
}
void __tsan_atomic_signal_fence(int) { __atomic_signal_fence(activity::order); }

}  // extern "C"
// NOLINTEND
