// Taking and giving back locks; shared by mutexes, reader-writer locks and condition variables.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <pthread.h>

#include <cstdint>

#include "core.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {

/// The object of a mutex. Memory that was zeroed or initialised anew is a new mutex: std::mutex has
/// no call that says so.
[[nodiscard]] Object& object_of(pthread_mutex_t* mutex);

/// Waits for the mutex as one operation. 0, or ETIMEDOUT, EDEADLK; of a robust one also EOWNERDEAD,
/// with which it is taken, and ENOTRECOVERABLE.
int take_mutex(Object& object, std::uintptr_t pc, const Waits& limit);
/// At the end of a task: robust mutexes that it holds are free for others.
void leave_robust_mutexes();
/// Gives it back. EPERM where the task does not own it, which is reported.
int give_mutex(Object& object, std::uintptr_t pc);

void note_held(Object& object, std::uintptr_t pc);
void note_given(const Object& object);

/// A time limit, as virtual time since the start.
[[nodiscard]] std::uint64_t deadline_of(clockid_t clock, const timespec& until) noexcept;

[[nodiscard]] Operation lock_operation(Kind kind, const Object& object, std::uintptr_t pc);

/// Somebody looks at locks without waiting for them: from now on it is seen when they are given
/// back. The exploration starts anew.
void make_unlocks_visible();

}  // namespace lockstep::explorer::runtime
