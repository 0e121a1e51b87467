// Atomic operations carried out by the processor, always sequentially consistent, which is at least
// the order asked for. 16 bytes need -mcx16 on x86-64, and never libatomic.
#pragma once

namespace lockstep::tsan {

template <typename T>
[[nodiscard]] T native_load(const volatile T* at) noexcept {
  if constexpr (sizeof(T) == 16)
    return __sync_val_compare_and_swap(const_cast<volatile T*>(at), T{0}, T{0});
  else
    return __atomic_load_n(at, __ATOMIC_SEQ_CST);
}

/// True if it was done; `expected` becomes what was there.
template <typename T>
[[nodiscard]] bool native_exchange_if(volatile T* at, T& expected, T desired) noexcept {
  if constexpr (sizeof(T) == 16) {
    const T before = __sync_val_compare_and_swap(at, expected, desired);
    const bool done = before == expected;
    expected = before;
    return done;
  } else {
    return __atomic_compare_exchange_n(at, &expected, desired, false, __ATOMIC_SEQ_CST,
                                       __ATOMIC_SEQ_CST);
  }
}

/// What was there, after the value has become what `step` makes of it.
template <typename T, typename Step>
T native_update(volatile T* at, Step step) noexcept {
  T before = native_load(at);
  while (!native_exchange_if(at, before, step(before))) {
  }
  return before;
}

}  // namespace lockstep::tsan
