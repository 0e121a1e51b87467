#include "thread.hpp"

#include <setjmp.h>
#include <unwind.h>

#include <cerrno>
#include <cstdlib>

#include "access.hpp"
#include "ending.hpp"
#include "findings.hpp"
#include "keep.hpp"
#include "keys.hpp"
#include "locks.hpp"
#include "next.hpp"
#include "returned.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

// Looks like an address, as real handles do; 0 means "no thread" to std::thread.
constexpr std::uintptr_t kHandles = 0x4c53'0000'0000;
constexpr std::uintptr_t kHandleStep = 64;

Operation about_task(Kind kind, TaskId task, Use use, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {number_of(Space::task, task), use};
  operation.pc = pc;
  return operation;
}

/// The first code of every task, on its own stack.
void begin_task(void* argument) {
  auto& now = *static_cast<Task*>(argument);
  renew_mark();
  if (core->manner.detailed) {
    report::Event event;
    event.step = static_cast<std::uint32_t>(core->run.steps.size());
    event.task = now.id;
    event.kind = static_cast<std::uint8_t>(Kind::start);
    event.stack = now.created_stack;
    core->run.events.push_back(std::move(event));
  }
  void* result = nullptr;
  active = true;
  if (now.id == 0) {
    core->body();
  } else {
    result = now.start(now.argument);
  }
  end_task(result);
}

}  // namespace

pthread_t handle_of(TaskId task) noexcept { return kHandles + (task + 1) * kHandleStep; }

TaskId task_of_handle(pthread_t handle) noexcept {
  const std::uintptr_t index = (handle - kHandles) / kHandleStep - 1;
  if (handle % kHandleStep != 0 || index >= core->task_count) return kNoTask;
  return static_cast<TaskId>(index);
}

void add_first_task() {
  Task& task = add_task();
  task.pending = about_task(Kind::start, 0, Use::write, 0);
  core->fibers.prepare(task.fiber, begin_task, &task);
}

namespace {

void run_all(std::vector<Destructor>& calls) {
  while (!calls.empty()) {
    const Destructor last = calls.back();
    calls.pop_back();
    last.function(last.object);
  }
}

}  // namespace

void run_destructors() {
  run_all(self().destructors);
  run_all(self().last_calls);
}

void call_at_end(void (*function)(void*), void* argument) {
  const Inside inside;
  self().last_calls.push_back({function, argument});
}

void end_task(void* result) {
  run_destructors();
  run_key_destructors();
  active = false;
  Task& now = self();
  now.result = result;
  leave_robust_mutexes();
  perform_silently(about_task(Kind::end, now.id, Use::write, now.pending.pc));
  if (now.id == 0) core->run.main_left = true;
  doubt_stack(now.fiber);
  leave_for_ever();
}

namespace {

int create_task(pthread_t* handle, const pthread_attr_t* attributes, void* (*start)(void*),
                void* argument, std::uintptr_t pc) {
  const Inside inside;
  Task& now = self();
  if (core->task_count + 1 >= kMostTasks) return EAGAIN;
  Task& made = add_task();
  const TaskId me = now.id;
  alone = false;
  perform_silently(about_task(Kind::create, made.id, Use::write, pc));
  made.clock.join(now.clock);
  made.clock.set(made.id, 1);
  tick();
  made.start = start;
  made.argument = argument;
  made.creator = me;
  made.created_at = pc;
  if (core->manner.detailed) made.created_stack = stack_at(pc);
  made.pending =
      about_task(Kind::start, made.id, Use::write, reinterpret_cast<std::uintptr_t>(start));
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes != nullptr && pthread_attr_getdetachstate(attributes, &state) == 0) {
    made.detached = state == PTHREAD_CREATE_DETACHED;
  }
  core->fibers.prepare(made.fiber, begin_task, &made);
  effect();
  *handle = handle_of(made.id);
  return 0;
}

/// Who has joined a task, or was joined by who did, has joined all that this task had.
bool is_alone() noexcept {
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& other = *core->tasks[i];
    if (&other != core->current && (other.life == Life::alive || !other.joined)) return false;
  }
  return true;
}

/// Why it cannot be waited for; 0: it can.
int refuse_join(TaskId other, std::uintptr_t pc) {
  if (other == kNoTask) return ESRCH;
  if (other == self().id) return EDEADLK;
  const Task& waited = task(other);
  if (waited.joined || waited.detached) {
    report_misuse(report::FindingKind::joined_twice, pc, number_of(Space::task, other));
    return EINVAL;
  }
  return 0;
}

int join_task(pthread_t handle, void** result, std::uintptr_t pc, const Waits& limit) {
  const Inside inside;
  const TaskId other = task_of_handle(handle);
  if (const int error = refuse_join(other, pc); error != 0) return error;
  Waits waits = limit;
  waits.gate = Gate::ended;
  waits.task = other;
  if (!perform(about_task(Kind::join, other, Use::read, pc), waits)) return ETIMEDOUT;
  Task& waited = task(other);
  if (waited.joined) return EINVAL;
  waited.joined = true;
  alone = is_alone();
  if (alone) core->overwritten.clear();  // what it reads now is not noted
  self().clock.join(waited.clock);
  if (result != nullptr) *result = waited.result;
  effect();
  return 0;
}

int detach_task(pthread_t handle, std::uintptr_t pc) {
  const Inside inside;
  const TaskId other = task_of_handle(handle);
  if (other == kNoTask) return ESRCH;
  Task& detached = task(other);
  if (detached.detached || detached.joined) {
    report_misuse(report::FindingKind::joined_twice, pc, number_of(Space::task, other));
    return EINVAL;
  }
  detached.detached = true;
  return 0;
}

/// Unwinds the whole stack of a task that leaves by pthread_exit.
_Unwind_Reason_Code stop_at_end(int, _Unwind_Action actions, _Unwind_Exception_Class,
                                _Unwind_Exception*, _Unwind_Context*, void* result) {
  if ((actions & _UA_END_OF_STACK) == 0) return _URC_NO_REASON;
  end_task(result);
}

[[noreturn]] void unwind(void* result) {
  auto* exception = static_cast<_Unwind_Exception*>(malloc(sizeof(_Unwind_Exception)));
  exception->exception_class = 0;
  exception->exception_cleanup = nullptr;
  _Unwind_ForcedUnwind(exception, stop_at_end, result);
  end_task(result);
}

using Cleanup = __pthread_unwind_buf_t;

/// What C's pthread_cleanup_push has left on the stack of a task that leaves, innermost first: a
/// jump to it, and it comes back by __pthread_unwind_next. C++ has destructors instead.
[[noreturn]] void leave(Task& now) {
  auto* next = static_cast<Cleanup*>(now.cleanup);
  if (next == nullptr) unwind(now.result);
  now.cleanup = next->__pad[0];
  siglongjmp(reinterpret_cast<__jmp_buf_tag*>(next->__cancel_jmp_buf), 1);
}

}  // namespace

void keep_thread_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
  if (!active) return LOCKSTEP_NEXT(pthread_create)(handle, attributes, start, argument);
  return runtime::create_task(handle, attributes, start, argument, LOCKSTEP_PC);
}

int pthread_join(pthread_t handle, void** result) {
  if (!active) return LOCKSTEP_NEXT(pthread_join)(handle, result);
  return runtime::join_task(handle, result, LOCKSTEP_PC, {});
}
int pthread_tryjoin_np(pthread_t handle, void** result) {
  if (!active) return LOCKSTEP_NEXT(pthread_tryjoin_np)(handle, result);
  const lockstep::explorer::TaskId other = runtime::task_of_handle(handle);
  if (other != runtime::kNoTask && runtime::task(other).life != runtime::Life::ended) {
    runtime::undecided("pthread_tryjoin_np");
    return EBUSY;
  }
  return runtime::join_task(handle, result, LOCKSTEP_PC, {});
}
int pthread_timedjoin_np(pthread_t handle, void** result, const timespec*) {
  if (!active) return ESRCH;
  return runtime::join_task(handle, result, LOCKSTEP_PC, {.timed = true});
}

int pthread_detach(pthread_t handle) {
  if (!active) return LOCKSTEP_NEXT(pthread_detach)(handle);
  return runtime::detach_task(handle, LOCKSTEP_PC);
}

pthread_t pthread_self() {
  if (!active) return LOCKSTEP_NEXT(pthread_self)();
  return runtime::handle_of(runtime::self().id);
}

void pthread_exit(void* result) {
  if (!active) {
    LOCKSTEP_NEXT(pthread_exit)(result);
    __builtin_trap();
  }
  runtime::self().result = result;
  runtime::leave(runtime::self());
}

void __pthread_register_cancel(__pthread_unwind_buf_t* cleanup) {
  if (!active) return;
  cleanup->__pad[0] = runtime::self().cleanup;
  runtime::self().cleanup = cleanup;
}
void __pthread_unregister_cancel(__pthread_unwind_buf_t* cleanup) {
  if (active) runtime::self().cleanup = cleanup->__pad[0];
}
void __pthread_unwind_next(__pthread_unwind_buf_t*) { runtime::leave(runtime::self()); }

}  // extern "C"
// NOLINTEND
