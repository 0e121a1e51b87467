// Initialisation by whoever comes first: pthread_once, which std::call_once ends in, and the guards
// of static variables in functions.
#include <pthread.h>

#include "atomic.hpp"
#include "keep.hpp"
#include "locks.hpp"

namespace lockstep::explorer::runtime {
namespace {

template <class Thing>
Object& object_of(Thing* thing) {
  return core->objects.get(number_of(Space::once, reinterpret_cast<std::uintptr_t>(thing)));
}

/// A pass through what was initialised before is no step that anybody wants to see.
void forget_pass(const Object& object, bool had_to_wait) {
  std::vector<report::Event>& events = core->run.events;
  if (had_to_wait || events.empty() || events.back().object != address_of(object.number)) return;
  events.pop_back();
}

/// True: the current task is to initialise. False: somebody has, and it happened before.
template <class Thing>
bool begin(Thing* thing, bool (*done)(Thing*), std::uintptr_t pc) {
  Object& object = object_of(thing);
  Operation operation = lock_operation(Kind::once_begin, object, pc);
  operation.second = {atomic_number(thing), Use::read};
  const bool has_to_wait = object.owner != kNoTask;
  perform(operation, {.gate = Gate::initialised, .object = &object});
  self().clock.join(object.released);  // also of attempts that failed
  if (done(thing)) {
    forget_pass(object, has_to_wait);
    return false;
  }
  object.owner = self().id;
  object.pc = pc;
  effect();
  return true;
}

/// Whoever comes next comes after this attempt, whether it succeeded or not.
template <class Thing>
void give_back(Thing* thing, std::uintptr_t pc) {
  Object& object = object_of(thing);
  Operation operation = lock_operation(Kind::once_end, object, pc);
  operation.second = {atomic_number(thing), Use::write};
  perform(operation);
  object.owner = kNoTask;
  effect();
  object.released = self().clock;
  tick();
}

template <class Thing>
void end(Thing* thing, std::uintptr_t pc) {
  give_back(thing, pc);
  // Compilers read the flag itself with an acquire load first.
  object_at(reinterpret_cast<char*>(thing)).released = object_of(thing).released;
}

constexpr pthread_once_t kDone = 2;
bool once_done(pthread_once_t* once) { return *once == kDone; }

using Guard = long long;
bool guard_done(Guard* guard) { return *reinterpret_cast<char*>(guard) != 0; }

class Attempt {
 public:
  Attempt(pthread_once_t* once, std::uintptr_t pc) : once_(once), pc_(pc) {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() {
    const Inside inside;
    if (!succeeded) {
      give_back(once_, pc_);
      return;
    }
    end(once_, pc_);
    *once_ = kDone;
  }
  bool succeeded = false;

 private:
  pthread_once_t* once_;
  std::uintptr_t pc_;
};

bool begin_once(pthread_once_t* once, std::uintptr_t pc) {
  const Inside inside;
  return begin(once, once_done, pc);
}

}  // namespace

void keep_once_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's and the C++ ABI's.
extern "C" {

int pthread_once(pthread_once_t* once, void (*function)()) {
  if (!active) {
    if (*once != runtime::kDone) {
      function();
      *once = runtime::kDone;
    }
    return 0;
  }
  const std::uintptr_t pc = LOCKSTEP_PC;
  if (!runtime::begin_once(once, pc)) return 0;
  runtime::Attempt attempt(once, pc);
  function();
  attempt.succeeded = true;
  return 0;
}

int __cxa_guard_acquire(long long* guard) {
  if (!active) return runtime::guard_done(guard) ? 0 : 1;
  const runtime::Inside inside;
  return runtime::begin(guard, runtime::guard_done, LOCKSTEP_PC) ? 1 : 0;
}
void __cxa_guard_release(long long* guard) {
  if (active) {
    const runtime::Inside inside;
    runtime::end(guard, LOCKSTEP_PC);
  }
  *reinterpret_cast<char*>(guard) = 1;
}
void __cxa_guard_abort(long long* guard) {
  if (!active) return;
  const runtime::Inside inside;
  runtime::give_back(guard, LOCKSTEP_PC);
}

}  // extern "C"
// NOLINTEND
