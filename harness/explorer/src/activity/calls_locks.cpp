// Wrappers of pthread locks, condition variables and barriers; std::mutex and its kin end here.
#include <pthread.h>
#include <time.h>

#include <cerrno>

#include "next.hpp"
#include "parts.hpp"
#include "sync.hpp"

namespace lockstep::explorer::activity {
namespace {

// A robust mutex whose holder died is held all the same.
int after_lock(const volatile void* lock, int error) noexcept {
  if (error == 0 || error == EOWNERDEAD)
    lock_acquired(lock);
  else
    synchronised_at(lock);
  return error;
}

int after_unlock(const volatile void* lock, int error) noexcept {
  lock_released(lock);
  return error;
}

int after_call(const volatile void* where, int error) noexcept {
  synchronised_at(where);
  return error;
}

// While it waits, the task does not hold the mutex.
int after_wait(const volatile void* condition, const volatile void* mutex, int error) noexcept {
  synchronised_at(condition);
  lock_released(mutex);
  lock_acquired(mutex);
  return error;
}

}  // namespace

void keep_lock_calls() noexcept {}

}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

#define COND(name) LOCKSTEP_NEXT_VERSION(name, "GLIBC_2.3.2")

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  return after_lock(mutex, LOCKSTEP_NEXT(pthread_mutex_lock)(mutex));
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  return after_lock(mutex, LOCKSTEP_NEXT(pthread_mutex_trylock)(mutex));
}
int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) {
  return after_lock(mutex, LOCKSTEP_NEXT(pthread_mutex_timedlock)(mutex, until));
}
int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
  return after_lock(mutex, LOCKSTEP_NEXT(pthread_mutex_clocklock)(mutex, clock, until));
}
int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  return after_unlock(mutex, LOCKSTEP_NEXT(pthread_mutex_unlock)(mutex));
}

int pthread_spin_lock(pthread_spinlock_t* lock) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_spin_lock)(lock));
}
int pthread_spin_trylock(pthread_spinlock_t* lock) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_spin_trylock)(lock));
}
int pthread_spin_unlock(pthread_spinlock_t* lock) {
  return after_unlock(lock, LOCKSTEP_NEXT(pthread_spin_unlock)(lock));
}

// A reader does not keep other readers out: it synchronises, but it holds nothing.
int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  return after_call(lock, LOCKSTEP_NEXT(pthread_rwlock_rdlock)(lock));
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  return after_call(lock, LOCKSTEP_NEXT(pthread_rwlock_tryrdlock)(lock));
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* until) {
  return after_call(lock, LOCKSTEP_NEXT(pthread_rwlock_timedrdlock)(lock, until));
}
int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  return after_call(lock, LOCKSTEP_NEXT(pthread_rwlock_clockrdlock)(lock, clock, until));
}
int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_rwlock_wrlock)(lock));
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_rwlock_trywrlock)(lock));
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* until) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_rwlock_timedwrlock)(lock, until));
}
int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  return after_lock(lock, LOCKSTEP_NEXT(pthread_rwlock_clockwrlock)(lock, clock, until));
}
int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
  return after_unlock(lock, LOCKSTEP_NEXT(pthread_rwlock_unlock)(lock));
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return after_wait(condition, mutex, COND(pthread_cond_wait)(condition, mutex));
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  return after_wait(condition, mutex, COND(pthread_cond_timedwait)(condition, mutex, until));
}
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* until) {
  return after_wait(condition, mutex,
                    LOCKSTEP_NEXT(pthread_cond_clockwait)(condition, mutex, clock, until));
}
int pthread_cond_signal(pthread_cond_t* condition) {
  return after_call(condition, COND(pthread_cond_signal)(condition));
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  return after_call(condition, COND(pthread_cond_broadcast)(condition));
}

int pthread_barrier_wait(pthread_barrier_t* barrier) {
  return after_call(barrier, LOCKSTEP_NEXT(pthread_barrier_wait)(barrier));
}

int pthread_once(pthread_once_t* once, void (*function)()) {
  const int error = LOCKSTEP_NEXT(pthread_once)(once, function);
  return after_call(once, error);
}

// Static variables of functions: guarded by the C++ runtime.
int __cxa_guard_acquire(long long* guard) {
  const int must_initialise = LOCKSTEP_NEXT(__cxa_guard_acquire)(guard);
  return after_call(guard, must_initialise);
}

}  // extern "C"
