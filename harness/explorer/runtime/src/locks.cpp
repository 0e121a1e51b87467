#include "locks.hpp"

#include <algorithm>
#include <cerrno>

#include "circles.hpp"
#include "findings.hpp"
#include "keep.hpp"
#include "virtual_time.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr unsigned kTag = 0x10c5'7e90;
constexpr int kRobust = 16;  // among the kinds of a mutex, as in glibc

// glibc keeps the kind of a mutex there, also in static initialisers; nobody else looks at the rest
// while we stand in for all functions.
void read_kind(const pthread_mutex_t& mutex, Object& object) noexcept {
  constexpr int kinds = 3;
  const int kind = mutex.__data.__kind & kinds;
  object.recursive = kind == PTHREAD_MUTEX_RECURSIVE;
  object.checks_errors = kind == PTHREAD_MUTEX_ERRORCHECK;
  object.robust = (mutex.__data.__kind & kRobust) != 0;
}

/// What the current task is told, which has just got the mutex; 0 where nobody has died with it.
int take_over(Object& object) noexcept {
  if (!object.owner_ended) return 0;
  object.owner_ended = false;
  object.inconsistent = true;
  return EOWNERDEAD;
}

void release_mutex(Object& object) {
  object.unrecoverable |= object.inconsistent;
  object.inconsistent = false;
  object.owner = kNoTask;
  object.depth = 0;
  object.released = self().clock;
  note_given(object);
  tick();
}

}  // namespace

void keep_lock_calls() noexcept {}

Object& object_of(pthread_mutex_t* mutex) {
  const Number number = number_of(Space::mutex, reinterpret_cast<std::uintptr_t>(mutex));
  Object& object = core->objects.get(number);
  if (mutex->__data.__nusers != kTag) {
    mutex->__data.__nusers = kTag;
    object.renew(number);
    read_kind(*mutex, object);
  }
  return object;
}

Operation lock_operation(Kind kind, const Object& object, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {object.number, Use::write};
  operation.pc = pc;
  return operation;
}

void note_held(Object& object, std::uintptr_t pc) {
  HeldLock& held = self().held.emplace_back();
  held.object = object.number;
  held.pc = pc;
  if (core->manner.detailed) held.stack = stack_at(pc);
  note_look_lock_taken();
}

void note_given(const Object& object) {
  note_look_lock_given();
  std::vector<HeldLock>& held = self().held;
  const auto last = std::find_if(held.rbegin(), held.rend(),
                                 [&](const HeldLock& one) { return one.object == object.number; });
  if (last != held.rend()) held.erase(std::next(last).base());
}

std::uint64_t deadline_of(clockid_t clock, const timespec& until) noexcept {
  const std::uint64_t wanted =
      static_cast<std::uint64_t>(std::max<time_t>(until.tv_sec, 0)) * 1'000'000'000 +
      static_cast<std::uint64_t>(until.tv_nsec);
  const std::uint64_t start = start_of(clock);
  return wanted > start ? wanted - start : 0;
}

void make_unlocks_visible() {
  if (core->manner.unlocks_visible) return;
  core->manner.unlocks_visible = true;
  core->run.visibility_changed = true;
}

int take_mutex(Object& object, std::uintptr_t pc, const Waits& limit) {
  const TaskId me = self().id;
  if (object.owner == me && object.checks_errors) return EDEADLK;
  Waits waits = limit;
  waits.gate = Gate::mutex;
  waits.object = &object;
  if (!perform(lock_operation(Kind::lock, object, pc), waits)) return ETIMEDOUT;
  if (object.unrecoverable) return ENOTRECOVERABLE;
  object.owner = me;
  if (++object.depth > 1) return 0;
  object.pc = pc;
  self().clock.join(object.released);
  note_held(object, pc);
  observe({Observation::What::lock, 0, pc, object.number, 0});
  return take_over(object);
}

void leave_robust_mutexes() {
  const std::vector<HeldLock> held = self().held;
  for (const HeldLock& each : held) {
    Object* object = core->objects.find(each.object);
    if (object == nullptr || !object->robust) continue;
    perform(lock_operation(Kind::unlock, *object, self().pending.pc));
    object->owner_ended = true;
    object->inconsistent = false;
    release_mutex(*object);
  }
}

int give_mutex(Object& object, std::uintptr_t pc) {
  const TaskId me = self().id;
  const Operation operation = lock_operation(Kind::unlock, object, pc);
  if (object.owner != me) {
    report_misuse(report::FindingKind::unlock_not_owner, pc, object.number, object.owner,
                  object.pc);
    if (object.checks_errors || object.recursive || object.owner == kNoTask) return EPERM;
  }
  if (core->manner.unlocks_visible) {
    perform(operation);
  } else {
    perform_silently(operation);
  }
  if (object.depth > 1) {
    --object.depth;
    return 0;
  }
  release_mutex(object);
  observe({Observation::What::lock, 1, pc, object.number, 0});
  return 0;
}

namespace {

int lock(pthread_mutex_t* mutex, std::uintptr_t pc) {
  const Inside inside;
  return take_mutex(object_of(mutex), pc, {});
}

int lock_until(pthread_mutex_t* mutex, clockid_t clock, const timespec* until, std::uintptr_t pc) {
  const Inside inside;
  make_unlocks_visible();
  return take_mutex(object_of(mutex), pc, {.timed = true, .deadline = deadline_of(clock, *until)});
}

int try_lock(pthread_mutex_t* mutex, std::uintptr_t pc) {
  const Inside inside;
  make_unlocks_visible();
  Object& object = object_of(mutex);
  perform(lock_operation(Kind::try_lock, object, pc));
  const TaskId me = self().id;
  if (object.unrecoverable) return ENOTRECOVERABLE;
  if (object.owner == kNoTask || (object.recursive && object.owner == me)) {
    object.owner = me;
    if (++object.depth == 1) {
      object.pc = pc;
      self().clock.join(object.released);
      note_held(object, pc);
    }
    observe({Observation::What::lock, 0, pc, object.number, 0});
    return take_over(object);
  }
  amend_use(Use::read);
  observe({Observation::What::refused, 0, pc, object.number, 0});
  return EBUSY;
}

int unlock(pthread_mutex_t* mutex, std::uintptr_t pc) {
  const Inside inside;
  return give_mutex(object_of(mutex), pc);
}

int make_consistent(pthread_mutex_t* mutex) {
  const Inside inside;
  Object& object = object_of(mutex);
  if (!object.inconsistent || object.owner != self().id) return EINVAL;
  object.inconsistent = false;
  return 0;
}

int destroy(pthread_mutex_t* mutex, std::uintptr_t pc) {
  const Inside inside;
  Object& object = object_of(mutex);
  const bool used = object.owner != kNoTask;
  if (used) {
    report_misuse(report::FindingKind::destroyed_while_used, pc, object.number, object.owner,
                  object.pc);
  }
  object.renew(object.number);
  return used ? EBUSY : 0;
}

}  // namespace
}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pthread_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes) {
  const runtime::Inside inside;
  int kind = PTHREAD_MUTEX_DEFAULT;
  int robust = PTHREAD_MUTEX_STALLED;
  if (attributes != nullptr) {
    pthread_mutexattr_gettype(attributes, &kind);
    pthread_mutexattr_getrobust(attributes, &robust);
  }
  *mutex = pthread_mutex_t{};
  mutex->__data.__kind = robust == PTHREAD_MUTEX_ROBUST ? kind | runtime::kRobust : kind;
  return 0;
}
int pthread_mutex_destroy(pthread_mutex_t* mutex) {
  return active ? runtime::destroy(mutex, LOCKSTEP_PC) : 0;
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
  return active ? runtime::lock(mutex, LOCKSTEP_PC) : 0;
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  return active ? runtime::try_lock(mutex, LOCKSTEP_PC) : 0;
}
int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) {
  return active ? runtime::lock_until(mutex, CLOCK_REALTIME, until, LOCKSTEP_PC) : 0;
}
int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
  return active ? runtime::lock_until(mutex, clock, until, LOCKSTEP_PC) : 0;
}
int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  return active ? runtime::unlock(mutex, LOCKSTEP_PC) : 0;
}

int pthread_mutex_consistent(pthread_mutex_t* mutex) {
  return active ? runtime::make_consistent(mutex) : 0;
}

int pthread_spin_init(pthread_spinlock_t* lock, int) {
  *const_cast<int*>(lock) = 1;
  return 0;
}
int pthread_spin_destroy(pthread_spinlock_t*) { return 0; }

}  // extern "C"
// NOLINTEND
