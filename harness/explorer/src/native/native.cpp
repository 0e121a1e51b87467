// Runs instrumented code as if it were not: plain accesses are not looked at, atomic operations are
// the processor's. So what is explored and what the kernel is asked about is one object file.
#include <cstddef>

#include <lockstep/tsan/native_atomic.hpp>

namespace lockstep::explorer::native {
namespace {

struct Hooks {
  static void read(void*, std::size_t, const void*) noexcept {}
  static void write(void*, std::size_t, const void*) noexcept {}
  static void vptr_read(void**, const void*) noexcept {}
  static void vptr_update(void**, void*, const void*) noexcept {}
  static void begin() noexcept {}
  static void enter(const void*, const void*) noexcept {}

  template <typename T>
  static T load(const volatile T* at, int, const void*) noexcept {
    return tsan::native_load(at);
  }
  template <typename T>
  static void store(volatile T* at, T value, int, const void*) noexcept {
    tsan::native_update(at, [value](T) { return value; });
  }
  template <typename T>
  static T exchange(volatile T* at, T value, int, const void*) noexcept {
    return tsan::native_update(at, [value](T) { return value; });
  }
  template <typename T, typename Step>
  static T update(volatile T* at, int, const void*, Step step) noexcept {
    return tsan::native_update(at, step);
  }
  template <typename T>
  static bool exchange_if(volatile T* at, T& expected, T desired, int, int, const void*) noexcept {
    return tsan::native_exchange_if(at, expected, desired);
  }
  static void fence(int, const void*) noexcept { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
  static void signal_fence(int) noexcept { __atomic_signal_fence(__ATOMIC_SEQ_CST); }
};

}  // namespace
}  // namespace lockstep::explorer::native

#define LOCKSTEP_TSAN_HOOKS lockstep::explorer::native::Hooks
#include <lockstep/tsan/atomic_functions.hpp>
#include <lockstep/tsan/memory_functions.hpp>
#include <lockstep/tsan/plain_functions.hpp>
