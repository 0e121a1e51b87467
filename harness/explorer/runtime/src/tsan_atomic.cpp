// The part of the ThreadSanitizer ABI for atomic operations.
#include "atomic.hpp"
#include "keep.hpp"

namespace runtime = lockstep::explorer::runtime;

namespace lockstep::explorer::runtime {
void keep_atomic_accesses() noexcept {}
}  // namespace lockstep::explorer::runtime

// NOLINTBEGIN: the names are the compiler's.
#define FETCH(bits, T, name, expression)                                                     \
  T __tsan_atomic##bits##_fetch_##name(volatile T* at, T value, int order) {                 \
    return runtime::atomic_update(at, order, LOCKSTEP_PC,                                    \
                                  [value](T before) { return static_cast<T>(expression); }); \
  }

#define ATOMIC(bits, T)                                                                          \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {                                \
    return runtime::atomic_load(at, order, LOCKSTEP_PC);                                         \
  }                                                                                              \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {                         \
    runtime::atomic_store(at, value, order, LOCKSTEP_PC);                                        \
  }                                                                                              \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int order) {                         \
    return runtime::atomic_update(at, order, LOCKSTEP_PC, [value](T) { return value; });         \
  }                                                                                              \
  FETCH(bits, T, add, before + value)                                                            \
  FETCH(bits, T, sub, before - value)                                                            \
  FETCH(bits, T, and, before& value)                                                             \
  FETCH(bits, T, or, before | value)                                                             \
  FETCH(bits, T, xor, before ^ value)                                                            \
  FETCH(bits, T, nand, ~(before & value))                                                        \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile T* at, T* expected, T desired,      \
                                                    int order, int failure) {                    \
    return runtime::atomic_exchange_if(at, *expected, desired, order, failure, LOCKSTEP_PC);     \
  }                                                                                              \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile T* at, T* expected, T desired,        \
                                                  int order, int failure) {                      \
    return runtime::atomic_exchange_if(at, *expected, desired, order, failure, LOCKSTEP_PC);     \
  }                                                                                              \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* at, T expected, T desired, int order, \
                                               int failure) {                                    \
    static_cast<void>(                                                                           \
        runtime::atomic_exchange_if(at, expected, desired, order, failure, LOCKSTEP_PC));        \
    return expected;                                                                             \
  }

extern "C" {

ATOMIC(8, std::uint8_t)
ATOMIC(16, std::uint16_t)
ATOMIC(32, std::uint32_t)
ATOMIC(64, std::uint64_t)
ATOMIC(128, runtime::u128)

void __tsan_atomic_thread_fence(int order) {
  if (!runtime::active) return;
  const runtime::Inside inside;
  runtime::perform_fence(order, LOCKSTEP_PC);
}
void __tsan_atomic_signal_fence(int) {}

}  // extern "C"
// NOLINTEND
