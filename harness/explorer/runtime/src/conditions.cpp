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

/// What is made anew at the same address is not seen to be made; but whoever uses it comes after whoever
/// destroyed what was there.
bool is_gone(const Object& object) {
  return object.destroyed_by != kNoTask &&
         !self().clock.includes(object.destroyed_by, object.destroyed_at);
}

/// The one that a wait or a notification is about.
Object& used_object(pthread_cond_t* condition, Kind kind, std::uintptr_t pc) {
  Object& object = condition_object(condition);
  if (is_gone(object)) {
    report_used_and_destroyed(object, {self().id, kind, stack_at(pc)},
                              {object.destroyed_by, Kind::destroy, object.last_write_stack});
  }
  return object;
}

/// What is static goes at the end of the program; a thread that is left then is another matter.
bool is_static(const pthread_cond_t* condition) {
  const auto address = reinterpret_cast<std::uintptr_t>(condition);
  return !core->heap.owns(condition) && Fibers::stack_number(address) >= core->task_count;
}

/// Whoever waits may go on by itself, destroy what it waited for, and be gone before a notification
/// that comes after the unlock; so it does not help that most often the notification comes first.
void report_late_notification(const Object& object, std::uintptr_t pc) {
  const Notified& last = object.notified;
  if (last.by == kNoTask || last.by == self().id || self().clock.includes(last.by, last.time)) return;
  report_used_and_destroyed(object, {last.by, Kind::notify_one, last.stack},
                            {self().id, Kind::destroy, stack_at(pc)});
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
  Object& object = used_object(condition, Kind::wait_begin, pc);
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
  note_look_wait_begins();
  const std::uint32_t depth = give_wholly(mutex);
  limit.may_wake = !limit.timed;
  const bool woken = wait_until_woken(Kind::wait_end, object, pc, limit);
  const int error = take_mutex(mutex, pc, {});
  if (error == ENOTRECOVERABLE) return error;
  mutex.depth = depth;
  note_look_wait_ends();
  if (error != 0) return error;
  return woken || !limit.timed ? 0 : ETIMEDOUT;
}

int notify(pthread_cond_t* condition, std::uint64_t most, Kind kind, std::uintptr_t pc) {
  const Inside inside;
  perform(lock_operation(kind, condition_object(condition), pc));
  wake(used_object(condition, kind, pc), most, pc);
  return 0;
}

int destroy(pthread_cond_t* condition, std::uintptr_t pc) {
  const Inside inside;
  Object& object = condition_object(condition);
  if (!object.waiters.empty() && !is_woken(task(object.waiters.front()))) {
    report_misuse(report::FindingKind::destroyed_while_used, pc, object.number,
                  object.waiters.front(), task(object.waiters.front()).pending.pc);
  }
  const bool lasts = is_static(condition);
  if (!lasts) report_late_notification(object, pc);
  object.renew(object.number);
  if (lasts) return 0;
  object.destroyed_by = self().id;
  object.destroyed_at = self().clock.of(self().id);
  object.last_write_stack = stack_at(pc);
  tick();
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
