// Atomic operations: each is scheduled.
#include "atomic.hpp"
#include "keep.hpp"

namespace lockstep::explorer::runtime {

void keep_atomic_accesses() noexcept {}

namespace {

struct Hooks {
  template <class T>
  static T load(const volatile T* at, int order, const void* pc) {
    return atomic_load(at, order, at_call(pc));
  }
  template <class T>
  static void store(volatile T* at, T value, int order, const void* pc) {
    atomic_store(at, value, order, at_call(pc));
  }
  template <class T>
  static T exchange(volatile T* at, T value, int order, const void* pc) {
    return atomic_update(at, order, at_call(pc), [value](T) { return value; });
  }
  template <class T, class Step>
  static T update(volatile T* at, int order, const void* pc, Step step) {
    return atomic_update(at, order, at_call(pc), step);
  }
  template <class T>
  static bool exchange_if(volatile T* at, T& expected, T desired, int order, int failure,
                          const void* pc) {
    return atomic_exchange_if(at, expected, desired, order, failure, at_call(pc));
  }
  static void fence(int order, const void* pc) {
    if (!active) return;
    const Inside inside;
    perform_fence(order, at_call(pc));
  }
  static void signal_fence(int) {}
};

}  // namespace
}  // namespace lockstep::explorer::runtime

#define LOCKSTEP_TSAN_HOOKS lockstep::explorer::runtime::Hooks
#include <lockstep/tsan/atomic_functions.hpp>
