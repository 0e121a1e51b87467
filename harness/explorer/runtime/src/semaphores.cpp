// POSIX semaphores, barriers. The C++ ones are atomics and futexes.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

#include "circles.hpp"
#include "findings.hpp"
#include "keep.hpp"
#include "locks.hpp"
#include "wait_queue.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr unsigned kTag = 0x10c5'7e91;

struct Layout {  // of a sem_t or pthread_barrier_t, while we stand in for libc
  unsigned value;
  unsigned tag;
};

template <class Thing>
Layout& layout_of(Thing* thing) noexcept {
  static_assert(sizeof(Thing) >= sizeof(Layout));
  return *reinterpret_cast<Layout*>(thing);
}

Object& semaphore_object(sem_t* semaphore) {
  const Number number = number_of(Space::semaphore, reinterpret_cast<std::uintptr_t>(semaphore));
  Object& object = core->objects.get(number);
  Layout& layout = layout_of(semaphore);
  if (layout.tag == kTag) {
    layout.tag = kTag + 1;
    object.renew(number);
    object.tokens = layout.value;
  }
  return object;
}

Operation semaphore_operation(Kind kind, Use use, const Object& object, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {object.number, use};
  operation.pc = pc;
  return operation;
}

int failed(int error) noexcept {
  errno = error;
  return -1;
}

void take_token(Object& object) {
  --object.tokens;
  self().clock.join(object.released);
  effect();
}

int acquire(sem_t* semaphore, std::uintptr_t pc, Waits limit) {
  const Inside inside;
  Object& object = semaphore_object(semaphore);
  limit.gate = Gate::tokens;
  limit.object = &object;
  if (!perform(semaphore_operation(Kind::acquire, Use::write, object, pc), limit)) {
    return failed(ETIMEDOUT);
  }
  take_token(object);
  return 0;
}

int try_acquire(sem_t* semaphore, std::uintptr_t pc) {
  const Inside inside;
  Object& object = semaphore_object(semaphore);
  perform(semaphore_operation(Kind::try_acquire, Use::write, object, pc));
  if (object.tokens > 0) {
    take_token(object);
    return 0;
  }
  amend_use(Use::read);
  observe({Observation::What::refused, 0, pc, object.number, 0});
  return failed(EAGAIN);
}

int release(sem_t* semaphore, std::uintptr_t pc) {
  const Inside inside;
  Object& object = semaphore_object(semaphore);
  perform(semaphore_operation(Kind::release, Use::post, object, pc));
  ++object.tokens;
  object.released.join(self().clock);
  tick();
  effect();
  return 0;
}

// A named semaphore is one of this execution: what the last one left under the name is not seen.
sem_t* open_named(const char* name, bool create, bool exclusive, unsigned value) {
  for (auto& [known, semaphore] : core->named_semaphores) {
    if (known != name) continue;
    if (create && exclusive) {
      errno = EEXIST;
      return SEM_FAILED;
    }
    return semaphore;
  }
  if (!create) {
    errno = ENOENT;
    return SEM_FAILED;
  }
  auto* made = static_cast<sem_t*>(core->heap.allocate(sizeof(sem_t), 16, true));
  layout_of(made) = {value, kTag};
  core->named_semaphores.emplace_back(name, made);
  return made;
}

int arrive(pthread_barrier_t* barrier, std::uintptr_t pc) {
  const Inside inside;
  Object& object =
      core->objects.get(number_of(Space::barrier, reinterpret_cast<std::uintptr_t>(barrier)));
  perform(semaphore_operation(Kind::arrive, Use::write, object, pc));
  object.released.join(self().clock);
  tick();
  if (object.waiters.size() + 1 < layout_of(barrier).value) {
    begin_waiting(object);
    wait_until_woken(Kind::arrive_end, object, pc, {});
    self().clock.join(object.read_released);
    return 0;
  }
  object.read_released = object.released;
  object.released.clear();
  for (const TaskId id : object.waiters) task(id).woken = true;
  object.waiters.clear();
  self().clock.join(object.read_released);
  effect();
  return PTHREAD_BARRIER_SERIAL_THREAD;
}

}  // namespace

void keep_semaphore_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int sem_init(sem_t* semaphore, int, unsigned value) {
  runtime::layout_of(semaphore) = {value, runtime::kTag};
  return 0;
}
int sem_destroy(sem_t*) { return 0; }
int sem_wait(sem_t* semaphore) { return active ? runtime::acquire(semaphore, LOCKSTEP_PC, {}) : 0; }
int sem_timedwait(sem_t* semaphore, const timespec* until) {
  if (!active) return 0;
  return runtime::acquire(
      semaphore, LOCKSTEP_PC,
      {.timed = true, .deadline = runtime::deadline_of(CLOCK_REALTIME, *until)});
}
int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  if (!active) return 0;
  return runtime::acquire(semaphore, LOCKSTEP_PC,
                          {.timed = true, .deadline = runtime::deadline_of(clock, *until)});
}
int sem_trywait(sem_t* semaphore) {
  return active ? runtime::try_acquire(semaphore, LOCKSTEP_PC) : 0;
}
int sem_post(sem_t* semaphore) { return active ? runtime::release(semaphore, LOCKSTEP_PC) : 0; }
int sem_getvalue(sem_t* semaphore, int* value) {
  if (!active) {
    *value = static_cast<int>(runtime::layout_of(semaphore).value);
    return 0;
  }
  const runtime::Inside inside;
  *value = static_cast<int>(runtime::semaphore_object(semaphore).tokens);
  return 0;
}
sem_t* sem_open(const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  static_cast<void>(va_arg(rest, int));
  const unsigned value = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
  va_end(rest);
  const runtime::Inside inside;
  return runtime::open_named(name, (flags & O_CREAT) != 0, (flags & O_EXCL) != 0, value);
}
int sem_close(sem_t*) { return 0; }
int sem_unlink(const char* name) {
  const runtime::Inside inside;
  auto& named = runtime::core->named_semaphores;
  for (auto at = named.begin(); at != named.end(); ++at) {
    if (at->first != name) continue;
    named.erase(at);
    return 0;
  }
  return runtime::failed(ENOENT);
}

int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t*, unsigned count) {
  if (count == 0) return EINVAL;
  runtime::layout_of(barrier) = {count, runtime::kTag};
  return 0;
}
int pthread_barrier_destroy(pthread_barrier_t* barrier) {
  if (!active) return 0;
  const runtime::Inside inside;
  runtime::core->objects.forget(
      runtime::number_of(runtime::Space::barrier, reinterpret_cast<std::uintptr_t>(barrier)));
  return 0;
}
int pthread_barrier_wait(pthread_barrier_t* barrier) {
  return active ? runtime::arrive(barrier, LOCKSTEP_PC) : PTHREAD_BARRIER_SERIAL_THREAD;
}

}  // extern "C"
// NOLINTEND
