// Reader-writer locks and spin locks of POSIX; std::shared_mutex and its kin end here.
#include <pthread.h>

#include <algorithm>
#include <cerrno>

#include "circles.hpp"
#include "findings.hpp"
#include "keep.hpp"
#include "locks.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr unsigned long kTag = 0x10c5'7e90;

Object& object_of(pthread_rwlock_t* lock) {
  const Number number = number_of(Space::reader_writer, reinterpret_cast<std::uintptr_t>(lock));
  Object& object = core->objects.get(number);
  if (lock->__data.__pad2 != kTag) {
    lock->__data.__pad2 = kTag;
    object.renew(number);
  }
  return object;
}

Object& object_of(pthread_spinlock_t* lock) {
  return core->objects.get(
      number_of(Space::mutex, reinterpret_cast<std::uintptr_t>(const_cast<int*>(lock))));
}

void become_reader(Object& object, std::uintptr_t pc) {
  object.readers.push_back(self().id);
  self().clock.join(object.released);
  object.pc = pc;
  note_held(object, pc);
  observe({Observation::What::lock, 0, pc, object.number, 0});
}

void become_writer(Object& object, std::uintptr_t pc) {
  object.owner = self().id;
  self().clock.join(object.released);
  self().clock.join(object.read_released);
  object.pc = pc;
  note_held(object, pc);
  observe({Observation::What::lock, 0, pc, object.number, 0});
}

int lock_for(bool writing, pthread_rwlock_t* lock, std::uintptr_t pc, Waits limit) {
  const Inside inside;
  if (limit.timed) make_unlocks_visible();
  Object& object = object_of(lock);
  if (object.owner == self().id) return EDEADLK;
  limit.gate = writing ? Gate::writer : Gate::reader;
  limit.object = &object;
  Operation operation = lock_operation(writing ? Kind::lock : Kind::read_lock, object, pc);
  if (!writing) operation.first.use = Use::post;
  if (!perform(operation, limit)) return ETIMEDOUT;
  writing ? become_writer(object, pc) : become_reader(object, pc);
  return 0;
}

int try_lock_for(bool writing, pthread_rwlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  make_unlocks_visible();
  Object& object = object_of(lock);
  perform(lock_operation(writing ? Kind::try_lock : Kind::try_read_lock, object, pc));
  if (object.owner == kNoTask && (!writing || object.readers.empty())) {
    writing ? become_writer(object, pc) : become_reader(object, pc);
    return 0;
  }
  observe({Observation::What::refused, 0, pc, object.number, 0});
  return EBUSY;
}

void give_back(Object& object, bool writing) {
  if (writing) {
    object.owner = kNoTask;
    object.released = self().clock;
    object.read_released.clear();
  } else {
    object.readers.erase(std::find(object.readers.begin(), object.readers.end(), self().id));
    object.read_released.join(self().clock);
  }
  note_given(object);
  tick();
  observe({Observation::What::lock, 1, object.pc, object.number, 0});
}

int unlock(pthread_rwlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  Object& object = object_of(lock);
  const bool writing = object.owner == self().id;
  const bool reading =
      std::find(object.readers.begin(), object.readers.end(), self().id) != object.readers.end();
  if (!writing && !reading) {
    report_misuse(report::FindingKind::unlock_not_owner, pc, object.number, object.owner,
                  object.pc);
    return EPERM;
  }
  Operation operation = lock_operation(writing ? Kind::unlock : Kind::read_unlock, object, pc);
  // Readers commute with each other, but not with who wants to know whether there are any.
  if (!writing) operation.first.use = Use::post;
  if (core->manner.unlocks_visible) {
    perform(operation);
  } else {
    perform_silently(operation);
  }
  give_back(object, writing);
  return 0;
}

int destroy(pthread_rwlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  Object& object = object_of(lock);
  if (object.owner != kNoTask || !object.readers.empty()) {
    const TaskId by = object.owner != kNoTask ? object.owner : object.readers.front();
    report_misuse(report::FindingKind::destroyed_while_used, pc, object.number, by, object.pc);
  }
  object.renew(object.number);
  return 0;
}

int spin_lock(pthread_spinlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  return take_mutex(object_of(lock), pc, {});
}

int spin_try_lock(pthread_spinlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  make_unlocks_visible();
  Object& object = object_of(lock);
  perform(lock_operation(Kind::try_lock, object, pc));
  if (object.owner == kNoTask) {
    object.depth = 1;
    become_writer(object, pc);
    return 0;
  }
  amend_use(Use::read);
  observe({Observation::What::refused, 0, pc, object.number, 0});
  return EBUSY;
}

int spin_unlock(pthread_spinlock_t* lock, std::uintptr_t pc) {
  const Inside inside;
  return give_mutex(object_of(lock), pc);
}

}  // namespace

void keep_reader_writer_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;
using runtime::deadline_of;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pthread_rwlock_init(pthread_rwlock_t* lock, const pthread_rwlockattr_t*) {
  *lock = pthread_rwlock_t{};
  return 0;
}
int pthread_rwlock_destroy(pthread_rwlock_t* lock) {
  return active ? runtime::destroy(lock, LOCKSTEP_PC) : 0;
}
int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  return active ? runtime::lock_for(false, lock, LOCKSTEP_PC, {}) : 0;
}
int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  return active ? runtime::lock_for(true, lock, LOCKSTEP_PC, {}) : 0;
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  return active ? runtime::try_lock_for(false, lock, LOCKSTEP_PC) : 0;
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  return active ? runtime::try_lock_for(true, lock, LOCKSTEP_PC) : 0;
}
#define TIMED(name, writing)                                                                       \
  int pthread_rwlock_timed##name(pthread_rwlock_t* lock, const timespec* until) {                  \
    return active ? runtime::lock_for(                                                             \
                        writing, lock, LOCKSTEP_PC,                                                \
                        {.timed = true, .deadline = deadline_of(CLOCK_REALTIME, *until)})          \
                  : 0;                                                                             \
  }                                                                                                \
  int pthread_rwlock_clock##name(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) { \
    return active ? runtime::lock_for(writing, lock, LOCKSTEP_PC,                                  \
                                      {.timed = true, .deadline = deadline_of(clock, *until)})     \
                  : 0;                                                                             \
  }
TIMED(rdlock, false)
TIMED(wrlock, true)
int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
  return active ? runtime::unlock(lock, LOCKSTEP_PC) : 0;
}

int pthread_spin_lock(pthread_spinlock_t* lock) {
  return active ? runtime::spin_lock(lock, LOCKSTEP_PC) : 0;
}
int pthread_spin_trylock(pthread_spinlock_t* lock) {
  return active ? runtime::spin_try_lock(lock, LOCKSTEP_PC) : 0;
}
int pthread_spin_unlock(pthread_spinlock_t* lock) {
  return active ? runtime::spin_unlock(lock, LOCKSTEP_PC) : 0;
}

}  // extern "C"
// NOLINTEND
