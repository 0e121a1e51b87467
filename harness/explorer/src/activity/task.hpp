// The record of one task, and the path that every memory access takes.
//
// A task's record is written by that task alone; the caller reads it after the call. Records lie in
// a MAP_SHARED area that is mapped before the call, so a forked child's record is the caller's to
// read. Nothing here allocates, locks or throws: hooks run inside malloc, before main and in
// children of threaded processes.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lockstep::explorer::activity {

inline constexpr std::size_t kMaxTasks = 256;
inline constexpr std::size_t kMaxLocations = 2048;
inline constexpr std::size_t kIndexSize = 2 * kMaxLocations;
inline constexpr std::size_t kMaxObjects = 256;
inline constexpr std::size_t kProbes = 16;
inline constexpr std::size_t kFilterBits = 16384;
inline constexpr std::size_t kMaxAllocations = 4096;
inline constexpr std::size_t kMeetings = 256;

/// The same for one place in memory (or one kernel object) in every task that can reach it.
struct Key {
  std::uint64_t space = 0;  // a process's private memory, a shared mapping, or a kind of object
  std::uint64_t offset = 0;
  friend bool operator==(const Key&, const Key&) = default;
};

struct Location {
  Key key;
  std::uint64_t writes;
  std::uint64_t atomic_writes;
  std::uintptr_t pc;        // of the first write
  std::uintptr_t plain_pc;  // of the first plain write; 0: none yet
  // What was held at every write so far, as an acquisition's serial; 0: nothing.
  std::uint32_t lock;
  std::uint32_t token;
  std::uint16_t lock_object;
  std::uint16_t token_object;
  bool stale;                // freed or unmapped since
  bool shared;               // in memory that processes share
  bool own;                  // … which this task mapped itself: a file may be another by then
  bool plain_before_any;     // first plain write came before the task synchronised at all …
  bool plain_before_shared;  // … or in a way that orders processes
  std::uint8_t met;          // how often another process was about to write it as well …
  std::uint8_t missed;       // … and how often none came
};

enum class Kind : std::uint8_t {
  none,
  lock,    // one holder at a time, by its nature
  tokens,  // semaphore, pipe, message queue: exclusive if there is one token in all
  word     // an atomic that is set and set back: exclusive if all use it in the same way
};

/// Something that this task acquired or released.
struct Object {
  Key key;
  std::int64_t put;          // tokens put in, the initial ones included
  std::int64_t taken;        // tokens taken out
  std::uint64_t free_value;  // word: the value that means "not held" …
  std::uint64_t held_value;  // … and the one that the last acquisition left
  std::uint32_t depth;       // lock: how often held; word: 1 while held
  std::uint32_t serial;      // of the last acquisition
  std::uint32_t released;    // serial of the last acquisition that was given back
  std::uint32_t amount;      // tokens of the last acquisition
  Kind kind;
  bool unsure;  // was used in a way that the recorder does not understand
};

enum class State : std::uint32_t { unused, running, ended, failed };

struct Task {
  // Hot.
  std::uintptr_t stack_low;
  std::uintptr_t stack_size;
  std::uintptr_t last_address;
  Location* last;
  std::uint64_t any_syncs;     // operations that order threads of one process
  std::uint64_t shared_syncs;  // those among them that order processes as well
  std::uint64_t allocations;   // memory that it got may have been another's before
  std::uint32_t lock;          // oldest lock that is held, newest token: acquisition serials
  std::uint32_t token;
  std::uint16_t lock_object;
  std::uint16_t token_object;
  std::uint32_t words_held;
  std::uint32_t locks_held;
  std::uint32_t serials;
  std::uint32_t locations_used;
  std::uint32_t started;  // tasks that it started
  std::uint32_t missed;   // as of Location, all together
  bool overflowed;
  bool process;
  bool called_exit;

  // Set by the creator.
  std::int32_t number;
  std::int32_t creator;
  std::uint64_t creator_any_syncs;  // the creator's counts when it started this task
  std::uint64_t creator_shared_syncs;
  std::uint64_t memory;  // Key::space of its private memory
  void* (*start)(void*);
  void* argument;
  pthread_t thread;
  std::atomic<pid_t> pid;
  std::atomic<State> state;
  std::atomic<bool> collected;

  // One bit for each cache line that has a location, so that most frees need not search.
  std::uint64_t lines[kFilterBits / 64];
  std::uint16_t index[kIndexSize];  // location number + 1
  std::uintptr_t addresses[kMaxLocations];
  Location locations[kMaxLocations];
  Object objects[kMaxObjects];
};

/// Memory that a task got after it had started others: what it passes to the next one may lie where
/// something else lay before.
struct Allocation {
  std::uintptr_t address;
  std::size_t size;
  std::int32_t task;
  std::int32_t before;  // number of the first task that could have been given it
};

struct Area {
  std::atomic<std::uint32_t> claimed;
  std::atomic<std::uint32_t> allocations;
  Allocation allocation[kMaxAllocations];
  std::atomic<bool> overflowed;
  std::atomic<bool> signal_handlers;
  std::atomic<std::uint32_t> arrivals[kMeetings];
  Task tasks[kMaxTasks];
};

/// The records that are in use.
inline std::span<Task> all_tasks(Area& recorded) noexcept {
  return {recorded.tasks, std::min<std::size_t>(recorded.claimed.load(), kMaxTasks)};
}
inline std::span<const Task> all_tasks(const Area& recorded) noexcept {
  return {recorded.tasks, std::min<std::size_t>(recorded.claimed.load(), kMaxTasks)};
}

/// 0 while nothing is recorded. A thread that has another one looks again for its record.
extern std::atomic<std::uint32_t> generation;
extern Area* area;
/// Key::space of this process's private memory: 1, in a forked child its task's number + 1.
extern std::uint64_t process_space;

struct Current {
  Task* task;
  std::uint32_t generation;
};
extern thread_local constinit Current current_task [[gnu::tls_model("initial-exec")]];

/// Takes a record for a new task; nullptr when all are in use.
Task* claim_task(std::int32_t creator) noexcept;

/// Out of line: the calling thread was not started under the recorder, or the recording is over.
Task* attach() noexcept;

/// Out of line: makes or revives the location; nullptr when the table is full.
Location* find_location(Task& task, std::uintptr_t address, std::uintptr_t pc) noexcept;

/// The calling task's record; nullptr while nothing is recorded.
inline Task* current() noexcept {
  if (current_task.generation != generation.load(std::memory_order_relaxed)) [[unlikely]]
    return attach();
  return current_task.task;
}

/// What the task is about to write, or has written; nullptr on its own stack, and when the table is
/// full.
inline Location* location_at(Task& task, const volatile void* where, const void* pc) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(where);
  if (address - task.stack_low < task.stack_size) return nullptr;
  if (address == task.last_address) return task.last;
  return find_location(task, address, reinterpret_cast<std::uintptr_t>(pc));
}

inline void note_write(const volatile void* where, bool atomic, const void* pc) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  Location* const location = location_at(*task, where, pc);
  if (location == nullptr) return;
  ++location->writes;
  if (location->lock != task->lock) location->lock = 0;
  if (location->token != task->token) location->token = 0;
  if (atomic) {
    ++location->atomic_writes;
  } else if (location->plain_pc == 0) {
    location->plain_pc = reinterpret_cast<std::uintptr_t>(pc);
    location->plain_before_any = task->any_syncs == 0 && task->allocations == 0;
    location->plain_before_shared = task->shared_syncs == 0;
  }
}

/// The calling task got memory.
void note_allocation(const void* memory, std::size_t size) noexcept;

/// The memory is not what it was: freed, or unmapped.
void forget_memory(std::uintptr_t address, std::size_t size) noexcept;

}  // namespace lockstep::explorer::activity
