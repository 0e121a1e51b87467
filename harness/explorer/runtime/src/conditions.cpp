// Condition variables; std::condition_variable and its kin end here.
#include <pthread.h>

#include <cerrno>

#include "findings.hpp"
#include "keep.hpp"
#include "locks.hpp"
#include "wait_queue.hpp"

namespace lockstep::explorer::runtime {
namespace {

Object& condition_object(pthread_cond_t* condition) {
  return core->objects.get(
      number_of(Space::condition, reinterpret_cast<std::uintptr_t>(condition)));
}

/// Gives the whole of a mutex back, however often it is held; returns how often.
std::uint32_t give_wholly(Object& mutex) {
  const std::uint32_t depth = mutex.depth;
  mutex.owner = kNoTask;
  mutex.depth = 0;
  mutex.released = self().clock;
  note_given(mutex);
  tick();
  return depth;
}

int wait(pthread_cond_t* condition, pthread_mutex_t* with, std::uintptr_t pc, Waits limit) {
  const Inside inside;
  Object& object = condition_object(condition);
  Object& mutex = object_of(with);
  if (mutex.owner != self().id) {
    report_misuse(report::FindingKind::unlock_not_owner, pc, mutex.number, mutex.owner, mutex.pc);
    return EPERM;
  }
  Operation operation = lock_operation(Kind::wait_begin, object, pc);
  operation.second = {mutex.number, Use::write};
  perform(operation);
  begin_waiting(object);
  core->run.waited = true;
  const std::uint32_t depth = give_wholly(mutex);
  limit.may_wake = !limit.timed;
  const bool woken = wait_until_woken(Kind::wait_end, object, pc, limit);
  const int error = take_mutex(mutex, pc, {});
  if (error == ENOTRECOVERABLE) return error;
  mutex.depth = depth;
  if (error != 0) return error;
  return woken || !limit.timed ? 0 : ETIMEDOUT;
}

int notify(pthread_cond_t* condition, std::uint64_t most, Kind kind, std::uintptr_t pc) {
  const Inside inside;
  Object& object = condition_object(condition);
  perform(lock_operation(kind, object, pc));
  wake(object, most, pc);
  return 0;
}

int destroy(pthread_cond_t* condition, std::uintptr_t pc) {
  const Inside inside;
  Object& object = condition_object(condition);
  if (!object.waiters.empty() && !is_woken(task(object.waiters.front()))) {
    report_misuse(report::FindingKind::destroyed_while_used, pc, object.number,
                  object.waiters.front(), task(object.waiters.front()).pending.pc);
  }
  object.renew(object.number);
  return 0;
}

// glibc keeps the clock of a condition variable in its flags; this is our own place for it.
constexpr unsigned kMonotonic = 0x4c53;

clockid_t clock_of(const pthread_cond_t& condition) noexcept {
  return condition.__data.__g_size[1] == kMonotonic ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

}  // namespace

void keep_condition_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* attributes) {
  *condition = pthread_cond_t{};
  clockid_t clock = CLOCK_REALTIME;
  if (attributes != nullptr) pthread_condattr_getclock(attributes, &clock);
  if (clock != CLOCK_REALTIME) condition->__data.__g_size[1] = runtime::kMonotonic;
  if (!active) return 0;
  const runtime::Inside inside;
  runtime::Object& object = runtime::condition_object(condition);
  object.renew(object.number);
  return 0;
}
int pthread_cond_destroy(pthread_cond_t* condition) {
  return active ? runtime::destroy(condition, LOCKSTEP_PC) : 0;
}
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return active ? runtime::wait(condition, mutex, LOCKSTEP_PC, {}) : 0;
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  if (!active) return ETIMEDOUT;
  return runtime::wait(
      condition, mutex, LOCKSTEP_PC,
      {.timed = true, .deadline = runtime::deadline_of(runtime::clock_of(*condition), *until)});
}
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* until) {
  if (!active) return ETIMEDOUT;
  return runtime::wait(condition, mutex, LOCKSTEP_PC,
                       {.timed = true, .deadline = runtime::deadline_of(clock, *until)});
}
int pthread_cond_signal(pthread_cond_t* condition) {
  return active ? runtime::notify(condition, 1, lockstep::explorer::Kind::notify_one, LOCKSTEP_PC)
                : 0;
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  return active ? runtime::notify(condition, UINT64_MAX, lockstep::explorer::Kind::notify_all,
                                  LOCKSTEP_PC)
                : 0;
}

}  // extern "C"
// NOLINTEND
