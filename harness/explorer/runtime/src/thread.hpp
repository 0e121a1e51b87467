// The life of tasks: how they start, end and are waited for.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <pthread.h>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// Task 0, ready to run Core::body.
void add_first_task();

/// What pthread_self() says in a task; never a real thread's.
[[nodiscard]] pthread_t handle_of(TaskId task) noexcept;
/// kNoTask where the handle belongs to no task of this execution.
[[nodiscard]] TaskId task_of_handle(pthread_t handle) noexcept;

/// The current task's work is done: destructors of thread-local objects, then it is gone.
[[noreturn]] void end_task(void* result);

/// Destructors of the current task's thread_local objects, then what is left for its very end.
void run_destructors();

/// Calls `function` after the destructors of the current task's thread_local objects; the last one
/// first.
void call_at_end(void (*function)(void*), void* argument);

}  // namespace lockstep::explorer::runtime
