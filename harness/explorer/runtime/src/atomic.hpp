// Atomic operations as operations of the explorer: scheduled, reading values that their memory
// orders allow (see weak_memory.hpp), and ordering what those order and no more.
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
#include "circles.hpp"
#include "findings.hpp"
#include "scheduler.hpp"
#include "weak_memory.hpp"

namespace lockstep::explorer::runtime {

[[nodiscard]] constexpr bool acquires(int order) noexcept {
  return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL ||
         order == __ATOMIC_SEQ_CST;
}
[[nodiscard]] constexpr bool releases(int order) noexcept {
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

/// What the current task's read of an atomic brings it; `released`: what the value it read hands
/// on.
void order_after(const Clock& released, int order);
/// What its write hands on. `continues`: a read-modify-write, which keeps the release sequence.
void order_before(Object& object, int order, bool continues);
void order_fence(int order);
/// The program's fence: a seq_cst one is scheduled where that can make a difference.
void perform_fence(int order, std::uintptr_t pc);

/// Bookkeeping of who has seen whose value, for stores that overwrite unseen changes.
void note_seen(Object& object, std::uint32_t version);
void note_changed(Object& object, bool blindly, std::uintptr_t pc);

/// Neighbours are different objects, unless something uses both at once: racing plain accesses,
/// which are seen by 8 bytes, or atomics of another size.
template <class T>
[[nodiscard]] Number atomic_number(const volatile T* at) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(at);
  const bool exact = core->promoted.size() == 0 && !core->manner.mixed_sizes;
  return number_of(Space::memory, exact ? address : address & ~std::uintptr_t{7});
}

/// An atomic of this width was not used there before: does it share bytes with another?
void note_width(Object& object, std::uint8_t width);

/// What the atomic itself hands on.
template <class T>
[[nodiscard]] Object& object_at(const volatile T* at) {
  Object& object =
      core->objects.get(number_of(Space::atomic, reinterpret_cast<std::uintptr_t>(at)));
  if (object.width < sizeof(T)) note_width(object, sizeof(T));
  return object;
}

template <class T>
[[nodiscard]] Observation seen_at(const volatile T* at, T value, std::uintptr_t pc) noexcept {
  return {Observation::What::value, static_cast<std::uint8_t>(std::min<std::size_t>(sizeof(T), 8)),
          pc, reinterpret_cast<std::uintptr_t>(at), static_cast<std::uint64_t>(value)};
}

template <class T>
void schedule_atomic(Kind kind, const volatile T* at, int order, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {atomic_number(at), kind == Kind::load ? Use::read : Use::write};
  if (core->manner.seq_cst_visible && order == __ATOMIC_SEQ_CST) {
    operation.first.use = Use::write;
    operation.second = order_of_seq_cst(Use::post);
  }
  operation.pc = pc;
  perform(operation);
  if (kind != Kind::store) note_look(pc);
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

/// Lets the scheduler choose when the load is carried out, and which value it reads.
template <class T>
void schedule_load(Object& object, const volatile T* at, int order, std::uintptr_t pc) {
  Task& now = self();
  if (history_of(object, at, sizeof(T)) != nullptr) {
    now.reads = {object.history.get(), const_cast<const T*>(at), sizeof(T), order};
  }
  schedule_atomic(Kind::load, at, order, pc);
  now.reads.history = nullptr;
}

/// A value that has been overwritten, as the scheduler has chosen.
template <class T>
[[nodiscard]] T load_older(Object& object, std::uint32_t older, int order, std::uintptr_t pc) {
  History& history = *object.history;
  const std::uint32_t number = history.newest() - older;
  const Stored& stored = history.at(number);
  order_after(stored.released, order);
  note_read(history, number, order);
  note_seen(object, stored.version);
  record_old_read(object, number, sizeof(T), order, pc);
  T value{};
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    reinterpret_cast<std::byte*>(&value)[i] = stored.value[i];
  }
  return value;
}

template <class T>
[[nodiscard]] T load_newest(Object& object, const volatile T* at, int order) {
  const T value = *at;
  order_after(object.released, order);
  // libstdc++ reads both counts of a shared_ptr at once, which are changed one by one.
  if constexpr (sizeof(T) == 8) {
    const Object* upper =
        core->objects.find(number_of(Space::atomic, reinterpret_cast<std::uintptr_t>(at) + 4));
    if (upper != nullptr) order_after(upper->released, order);
  }
  note_seen(object, object.version);
  if (History* history = history_of(object, at, sizeof(T)); history != nullptr) {
    note_read(*history, history->newest(), order);
  }
  return value;
}

template <class T>
[[nodiscard]] T atomic_load(const volatile T* at, int order, std::uintptr_t pc) {
  if (!active) return *at;
  const Inside inside;
  Object& object = object_at(at);
  self().older = 0;
  if (self().held_back || !looks_again(seen_at(at, T{*at}, pc))) {
    schedule_load(object, at, order, pc);
  }
  const std::uint32_t older = self().older;
  check_atomic(at, 0, pc);
  const T value =
      older == 0 ? load_newest(object, at, order) : load_older<T>(object, older, order, pc);
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
  schedule_atomic(Kind::store, at, order, pc);
  Object& object = object_at(at);
  check_atomic(at, kWrite, pc);
  const T before = *at;
  const Moment moment = before_store(object, at, sizeof(T));
  order_before(object, order, false);
  *at = value;
  note_changed(object, true, pc);
  after_store(moment, object, at, order, pc);
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
  schedule_atomic(Kind::update, at, order, pc);
  Object& object = object_at(at);
  check_atomic(at, kWrite, pc);
  const T before = *at;
  order_after(object.released, order);
  const Moment moment = before_store(object, at, sizeof(T));
  order_before(object, order, true);
  const T after = step(before);
  *at = after;
  show_value(after);
  if (before != after) note_changed(object, false, pc);
  after_store(moment, object, at, order, pc);
  if (before == after) {
    observe(seen_at(at, before, pc));
    return before;
  }
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
  schedule_atomic(Kind::update, at, order, pc);
  Object& object = object_at(at);
  const T before = *at;
  const bool done = before == expected;
  check_atomic(at, done ? kWrite : 0, pc);
  order_after(object.released, done ? order : failure_order);
  const Moment moment = before_store(object, at, sizeof(T));
  note_seen(object, object.version);
  show_value(done ? desired : before);
  expected = before;
  if (!done) {
    if (moment.history != nullptr) {
      note_read(*moment.history, moment.history->newest(), failure_order);
    }
    if (!core->manner.seq_cst_visible || failure_order != __ATOMIC_SEQ_CST) amend_use(Use::read);
    observe(seen_at(at, before, pc));
    return false;
  }
  order_before(object, order, true);
  *at = desired;
  note_changed(object, false, pc);
  after_store(moment, object, at, order, pc);
  effect();
  return true;
}

}  // namespace lockstep::explorer::runtime
