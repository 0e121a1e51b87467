// Atomic operations as operations of the explorer: scheduled, sequentially consistent in their
// values, and ordering what their memory orders order and no more.
//
// Happens-before follows C++20 [intro.races]: a release store starts a release sequence that
// read-modify-writes continue; fences work through the relaxed operations around them.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "access.hpp"
#include "findings.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {

__extension__ using u128 = unsigned __int128;

[[nodiscard]] constexpr bool acquires(int order) noexcept {
  return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL ||
         order == __ATOMIC_SEQ_CST;
}
[[nodiscard]] constexpr bool releases(int order) noexcept {
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

/// What the current task's read of an atomic brings it.
void order_after(const Object& object, int order);
/// What its write hands on. `continues`: a read-modify-write, which keeps the release sequence.
void order_before(Object& object, int order, bool continues);
void order_fence(int order);

/// Bookkeeping of who has seen whose value, for stores that overwrite unseen changes.
void note_seen(Object& object);
void note_changed(Object& object, bool blindly, std::uintptr_t pc);

template <class T>
[[nodiscard]] Number atomic_number(const volatile T* at) noexcept {
  return number_of(Space::memory, reinterpret_cast<std::uintptr_t>(at) & ~std::uintptr_t{7});
}

/// What the atomic itself hands on; schedules see 8 bytes at a time.
template <class T>
[[nodiscard]] Object& object_at(const volatile T* at) {
  return core->objects.get(number_of(Space::atomic, reinterpret_cast<std::uintptr_t>(at)));
}

template <class T>
[[nodiscard]] Observation seen_at(const volatile T* at, T value, std::uintptr_t pc) noexcept {
  return {Observation::What::value, static_cast<std::uint8_t>(std::min<std::size_t>(sizeof(T), 8)),
          pc, reinterpret_cast<std::uintptr_t>(at), static_cast<std::uint64_t>(value)};
}

template <class T>
void schedule_atomic(Kind kind, Use use, const volatile T* at, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {atomic_number(at), use};
  operation.pc = pc;
  perform(operation);
}

template <class T>
void check_atomic(const volatile T* at, AccessKey kind, std::uintptr_t pc) {
  check_access(reinterpret_cast<std::uintptr_t>(at), sizeof(T), kind | kAtomic, pc);
}

/// Shows in a replay which value an operation read or wrote.
template <class T>
void show_value(T value) {
  if (!core->manner.detailed || core->run.events.empty()) return;
  core->run.events.back().value.assign(reinterpret_cast<const char*>(&value), sizeof(T));
}

template <class T>
[[nodiscard]] T atomic_load(const volatile T* at, int order, std::uintptr_t pc) {
  if (!active) return *at;
  const Inside inside;
  if (self().held_back || !looks_again(seen_at(at, T{*at}, pc))) {
    schedule_atomic(Kind::load, Use::read, at, pc);
  }
  Object& object = object_at(at);
  const T value = *at;
  check_atomic(at, 0, pc);
  order_after(object, order);
  // libstdc++ reads both counts of a shared_ptr at once, which are changed one by one.
  if constexpr (sizeof(T) == 8) {
    const Object* upper =
        core->objects.find(number_of(Space::atomic, reinterpret_cast<std::uintptr_t>(at) + 4));
    if (upper != nullptr) order_after(*upper, order);
  }
  note_seen(object);
  show_value(value);
  observe(seen_at(at, value, pc));
  return value;
}

template <class T>
void atomic_store(volatile T* at, T value, int order, std::uintptr_t pc) {
  if (!active) {
    *at = value;
    return;
  }
  const Inside inside;
  schedule_atomic(Kind::store, Use::write, at, pc);
  Object& object = object_at(at);
  check_atomic(at, kWrite, pc);
  const T before = *at;
  order_before(object, order, false);
  *at = value;
  note_changed(object, true, pc);
  show_value(value);
  if (before != value) return effect();
  observe(seen_at(at, value, pc));
}

/// `step` makes the new value of the old one.
template <class T, class Step>
[[nodiscard]] T atomic_update(volatile T* at, int order, std::uintptr_t pc, Step step) {
  if (!active) {
    const T before = *at;
    *at = step(before);
    return before;
  }
  const Inside inside;
  schedule_atomic(Kind::update, Use::write, at, pc);
  Object& object = object_at(at);
  check_atomic(at, kWrite, pc);
  const T before = *at;
  order_after(object, order);
  order_before(object, order, true);
  const T after = step(before);
  *at = after;
  show_value(after);
  if (before == after) {
    observe(seen_at(at, before, pc));
    return before;
  }
  note_changed(object, false, pc);
  effect();
  return before;
}

/// True if it was done; `expected` becomes what was there.
template <class T>
[[nodiscard]] bool atomic_exchange_if(volatile T* at, T& expected, T desired, int order,
                                      int failure_order, std::uintptr_t pc) {
  if (!active) {
    const T before = *at;
    const bool done = before == expected;
    if (done) *at = desired;
    expected = before;
    return done;
  }
  const Inside inside;
  schedule_atomic(Kind::update, Use::write, at, pc);
  Object& object = object_at(at);
  const T before = *at;
  const bool done = before == expected;
  check_atomic(at, done ? kWrite : 0, pc);
  order_after(object, done ? order : failure_order);
  note_seen(object);
  show_value(done ? desired : before);
  expected = before;
  if (!done) {
    amend_use(Use::read);
    observe(seen_at(at, before, pc));
    return false;
  }
  order_before(object, order, true);
  *at = desired;
  note_changed(object, false, pc);
  effect();
  return true;
}

}  // namespace lockstep::explorer::runtime
