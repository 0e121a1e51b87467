// Lets child processes come as far as each other before they change what they share.
//
// The children of a call rarely overlap by themselves: the first is often done before the second is
// forked, and a change that is not one step loses nothing. So a child that is about to write memory
// that processes share, other than by an atomic read-modify-write, waits until another one is about
// to write the same place: both then act on what they read before. It stops waiting when nobody can
// come: every other task sleeps, has ended, or keeps trying to get a lock.
//
// Only time passes. What a program can do under this, it can do without it.
#pragma once

#include "task.hpp"

namespace lockstep::explorer::activity {

/// Out of line: the location is shared. Allocates nothing, keeps errno.
void meet_others(Task& task, Location& location) noexcept;

/// Called before a write that is no read-modify-write; returns when it may be carried out.
inline void before_write(const volatile void* where, const void* pc) noexcept {
  Task* const task = current();
  if (task == nullptr || !task->process) return;
  Location* const location = location_at(*task, where, pc);
  if (location != nullptr && location->shared) meet_others(*task, *location);
}

}  // namespace lockstep::explorer::activity
