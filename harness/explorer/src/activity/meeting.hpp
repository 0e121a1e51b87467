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

/// Called before the write; allocates nothing, keeps errno.
void meet_others(Task& task, Location& location) noexcept;

/// The same for a place that has perhaps not been written before.
inline void before_write(const volatile void* where, const void* pc) noexcept {
  Task* const task = current();
  if (task == nullptr || !task->process) return;
  const auto address = reinterpret_cast<std::uintptr_t>(where);
  if (address - task->stack_low < task->stack_size) return;
  Location* location = task->last;
  if (address != task->last_address) {
    location = find_location(*task, address, reinterpret_cast<std::uintptr_t>(pc));
    if (location == nullptr) return;
  }
  if (location->shared) meet_others(*task, *location);
}

}  // namespace lockstep::explorer::activity
