// A task: a thread of the explored program, its first one included.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <lockstep/explorer/operation.hpp>

#include "clock.hpp"
#include "fiber.hpp"
#include "heights.hpp"
#include "object.hpp"
#include "second_look.hpp"
#include "spin.hpp"
#include "standstill.hpp"

namespace lockstep::explorer::runtime {

/// What must be so before a task's operation can be carried out.
enum class Gate : std::uint8_t {
  open,         // nothing
  mutex,        // object is not owned, or is recursive and owned by the task
  writer,       // object is neither owned nor read
  reader,       // object is not owned
  tokens,       // object has some
  initialised,  // object is not owned: nobody initialises
  woken,        // somebody has woken the task, or one of those who wait since the same time
  ended,        // waits_for has ended
  asleep,       // never by itself: a sleep is always late
  channel,      // the kernel says that one of the descriptors is ready
};

enum class Life : std::uint8_t { unused, alive, ended };

struct HeldLock {
  Number object = 0;
  std::uintptr_t pc = 0;
  std::vector<std::uint64_t> stack;
};

struct Destructor {
  void (*function)(void*) = nullptr;
  void* object = nullptr;
};

/// A look at something, and how often the task has slept and looked again and seen the same.
struct Poll {
  std::uintptr_t pc = 0;
  std::uint64_t where = 0;
  std::uint64_t seen = 0;
  std::uint32_t rounds = 0;
  bool slept = false;
};

/// The values that a published load can choose from.
struct Reading {
  const History* history = nullptr;
  const void* memory = nullptr;
  std::uint32_t size = 0;
  int order = 0;
};

struct ChannelWait;

struct Task {
  // What schedules.
  TaskId id = 0;
  Life life = Life::unused;
  Gate gate = Gate::open;
  bool timed = false;     // may go on late: a time limit
  bool may_wake = false;  // may go on late: a spurious wake-up
  bool woken = false;
  bool late = false;          // the current operation ended late
  std::uint8_t older = 0;     // it reads a value that was overwritten so often
  bool in_operation = false;  // its last operation was carried out, the next one is not known yet
  std::uint32_t woken_spuriously = 0;
  std::uint32_t waited = 0;  // in vain, since somebody got on; see patience.hpp
  bool held_back = false;    // waits in circles: disabled until something changes
  bool suspected = false;    // was held back because of locks it took again and again
  Operation pending;
  Reading reads;
  Object* waits = nullptr;
  TaskId waits_for = kNoTask;
  const ChannelWait* channel = nullptr;
  std::uint64_t deadline = 0;  // virtual time
  std::uint64_t ticket = 0;    // when it began to wait, among those at the same object
  Spin spin;
  Poll poll;
  Standstill standstill;
  std::uint64_t effects = 0;            // changes that this task made
  std::uint64_t effects_of_others = 0;  // when it was held back
  std::uint64_t accesses_at_round = 0;
  bool pauses = false;          // the circle: yields, sleeps, or has a pause instruction
  bool looks_at_time = false;   // the circle: ends by itself
  bool reads_plainly = false;   // the circle has accesses that are no observations
  std::size_t free_rounds = 0;  // of its circle, before it is held back again
  std::size_t rounds_when_held = 0;
  std::size_t looked_at_round = 0;
  bool stands_still = false;          // in its last forced turn all was the same a round later
  std::uint64_t effects_at_look = 0;  // of others

  // What orders.
  Clock clock;
  Clock acquired;        // by relaxed loads; an acquire fence takes it over
  Clock fence_released;  // at the last release fence; relaxed stores pass it on

  // What it is.
  Fiber fiber;
  Heights heights;
  SecondLook look;
  std::uintptr_t stack_at_hook = 0;  // at its last operation, or earlier
  bool detached = false;
  bool joined = false;
  std::uint32_t channels = 0;  // that it has made
  void* (*start)(void*) = nullptr;
  void* argument = nullptr;
  void* result = nullptr;
  TaskId creator = kNoTask;
  std::uintptr_t created_at = 0;
  std::vector<std::uint64_t> created_stack;
  std::vector<HeldLock> held;
  std::vector<void*> keys;  // thread-specific data
  std::vector<Destructor> destructors;
  std::vector<Destructor> last_calls;  // after the destructors
  void* cleanup = nullptr;             // innermost handler of pthread_cleanup_push
  std::vector<std::uint64_t> stack;    // of the pending operation, in a replay

  void renew(TaskId as);
};

}  // namespace lockstep::explorer::runtime
