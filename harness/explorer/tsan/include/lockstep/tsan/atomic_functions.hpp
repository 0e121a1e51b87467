// The part of the ThreadSanitizer ABI for atomic operations: what g++ and clang call in place of
// each. Include it once in a runtime, in one file.
//
// LOCKSTEP_TSAN_HOOKS names a struct of static functions, templates for T of 1, 2, 4, 8 and 16
// bytes, that the runtime defines before; orders are those of __ATOMIC_…:
//   T load(const volatile T* at, int order, const void* pc)
//   void store(volatile T* at, T value, int order, const void* pc)
//   T exchange(volatile T* at, T value, int order, const void* pc)
//   T update(volatile T* at, int order, const void* pc, step)     `step` makes the new value of the
//                                        old one, without effects; it may be called several times
//   bool exchange_if(volatile T* at, T& expected, T desired, int order, int failure,
//                    const void* pc)
//   void fence(int order, const void* pc)
//   void signal_fence(int order)
#pragma once

#include <cstdint>

// NOLINTBEGIN: the names are the compiler's.
namespace lockstep::tsan {
__extension__ using u128 = unsigned __int128;
}  // namespace lockstep::tsan

#define LOCKSTEP_TSAN_FETCH(bits, T, name, expression)                                            \
  T __tsan_atomic##bits##_fetch_##name(volatile T* at, T value, int order) {                      \
    return LOCKSTEP_TSAN_HOOKS::update(at, order, __builtin_return_address(0),                    \
                                       [value](T before) { return static_cast<T>(expression); }); \
  }

#define LOCKSTEP_TSAN_EXCHANGE_IF(bits, T, strength)                                            \
  int __tsan_atomic##bits##_compare_exchange_##strength(volatile T* at, T* expected, T desired, \
                                                        int order, int failure) {               \
    return LOCKSTEP_TSAN_HOOKS::exchange_if(at, *expected, desired, order, failure,             \
                                            __builtin_return_address(0));                       \
  }

#define LOCKSTEP_TSAN_ATOMIC(bits, T)                                                            \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {                                \
    return LOCKSTEP_TSAN_HOOKS::load(at, order, __builtin_return_address(0));                    \
  }                                                                                              \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {                         \
    LOCKSTEP_TSAN_HOOKS::store(at, value, order, __builtin_return_address(0));                   \
  }                                                                                              \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int order) {                         \
    return LOCKSTEP_TSAN_HOOKS::exchange(at, value, order, __builtin_return_address(0));         \
  }                                                                                              \
  LOCKSTEP_TSAN_FETCH(bits, T, add, before + value)                                              \
  LOCKSTEP_TSAN_FETCH(bits, T, sub, before - value)                                              \
  LOCKSTEP_TSAN_FETCH(bits, T, and, before& value)                                               \
  LOCKSTEP_TSAN_FETCH(bits, T, or, before | value)                                               \
  LOCKSTEP_TSAN_FETCH(bits, T, xor, before ^ value)                                              \
  LOCKSTEP_TSAN_FETCH(bits, T, nand, ~(before & value))                                          \
  LOCKSTEP_TSAN_EXCHANGE_IF(bits, T, strong)                                                     \
  LOCKSTEP_TSAN_EXCHANGE_IF(bits, T, weak)                                                       \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* at, T expected, T desired, int order, \
                                               int failure) {                                    \
    static_cast<void>(LOCKSTEP_TSAN_HOOKS::exchange_if(at, expected, desired, order, failure,    \
                                                       __builtin_return_address(0)));            \
    return expected;                                                                             \
  }

extern "C" {

LOCKSTEP_TSAN_ATOMIC(8, std::uint8_t)
LOCKSTEP_TSAN_ATOMIC(16, std::uint16_t)
LOCKSTEP_TSAN_ATOMIC(32, std::uint32_t)
LOCKSTEP_TSAN_ATOMIC(64, std::uint64_t)
LOCKSTEP_TSAN_ATOMIC(128, lockstep::tsan::u128)

void __tsan_atomic_thread_fence(int order) {
  LOCKSTEP_TSAN_HOOKS::fence(order, __builtin_return_address(0));
}
void __tsan_atomic_signal_fence(int order) { LOCKSTEP_TSAN_HOOKS::signal_fence(order); }

}  // extern "C"
// NOLINTEND

#undef LOCKSTEP_TSAN_FETCH
#undef LOCKSTEP_TSAN_EXCHANGE_IF
#undef LOCKSTEP_TSAN_ATOMIC
