// What each thread and each child process of a call did to shared memory.
//
// The recorder is linked into a submission in place of libtsan: the student's object, compiled with
// -fsanitize=thread, reports its memory accesses and atomic operations to it, and calls that
// synchronise (locks, semaphores, pipes, ...) pass through it. Everything runs natively; nothing is
// scheduled or judged. Child processes wait for each other for moments before they write what they
// share, so that a change that is not one step loses what another one wrote, and does not pass by
// luck. Claims are made only where they are certain: a fact that the recorder cannot prove is
// reported as false.
//
// An entry brackets the student's call with begin() and end(), through weak references to the C
// functions at the end. The types are plain aggregates: the suite decodes them from the wire.
//
// THREADS  begin() and end() belong to the thread that makes the call; one recording at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep::explorer::activity {

struct TaskActivity {
  std::int32_t task = 0;  // position in Activity::tasks; 0 is the caller
  std::int32_t creator =
      -1;                  // the task that started it; -1: not known (the caller, foreign threads)
  bool process = false;    // a forked child; otherwise a thread
  bool collected = false;  // joined or reaped by the time of end()
  bool called_exit = false;  // a child that ended with exit(): handlers of the caller ran in it

  // The shared location is the one that most workers wrote; all tasks' figures mean the same one.
  std::uint64_t shared_writes = 0;         // how often this task wrote it
  std::uint64_t shared_atomic_writes = 0;  // as many of them were atomic operations
  std::uint64_t shared_write_pc = 0;       // code address of the first, as addr2line takes it

  // It made all its writes to the shared location (two or more) in one piece: it held one lock, or
  // the only token, from before the first until after the last, and others use the same one.
  bool serialised = false;

  // It wrote a location that another worker wrote as well, and nothing can have ordered the two:
  // certainly a data race. The addresses are of the write, in code and as a location number.
  bool unsynchronised = false;
  std::uint64_t unsynchronised_pc = 0;
  std::uint32_t unsynchronised_location = 0;  // equal in tasks that race with each other; from 1

  std::uint64_t synchronisations = 0;  // operations that could order it with others
};

struct Activity {
  bool overflowed = false;       // a table was full: what is said is true but may not be all
  bool signal_handlers = false;  // handlers were installed: nothing is called unsynchronised
  std::uint32_t workers = 0;     // tasks besides the caller
  std::uint32_t shared_writers =
      0;                            // workers that wrote the shared location; 0 where there is none
  std::vector<TaskActivity> tasks;  // in the order in which they were started
};

/// Forgets what was recorded and starts anew.
void begin();

/// What was done since begin(). Nothing is recorded any more.
Activity end();

}  // namespace lockstep::explorer::activity

// The same for entries, which know bytes only: what end() says, as wire::encode writes it. The
// bytes stay valid until the next begin.
extern "C" {
void lockstep_activity_begin();
const char* lockstep_activity_end(std::size_t* size);
}
