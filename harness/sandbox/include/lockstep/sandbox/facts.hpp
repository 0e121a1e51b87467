// What a run did, as the kernel saw it. Facts, never verdicts.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

/// Why a run ended. One cause for each run, kept apart from the exit code. A fault of the grader is
/// none of them but a SandboxError.
enum class Cause : std::uint8_t {
  exited,         // code: exit status
  signalled,      // code: signal number
  wall_limit,
  cpu_limit,
  memory_limit,   // at step A: by the cgroup's counter
  process_limit,  // it reached Limits::tasks, and then failed or ran into another limit
  output_limit,
  file_limit,     // code: SIGXFSZ
  tampering,      // it answered in a conversation without having been asked
  stuck,          // every task waited for something that only another waiting task could do
  stopped,        // the caller ended it
};

/// "wall-limit" and its like.
[[nodiscard]] const char* name_of(Cause cause) noexcept;

struct Ending {
  Cause cause = Cause::exited;
  int code = 0;

  [[nodiscard]] bool clean() const { return cause == Cause::exited && code == 0; }
};

/// What a task waits for in the kernel.
enum class Wait : std::uint8_t {
  nothing,      // it runs, or sleeps for a time
  lock,         // a futex: mutex, condition variable, semaphore, atomic, join
  child,        // wait, waitpid
  pipe_read,    // data from a pipe, socket or queue
  pipe_write,   // space in a pipe, socket or queue
  file_lock,    // flock, fcntl, lockf
  other,
};

/// One task that waited for ever when the run was found stuck.
struct Waiting {
  bool in_child = false;     // in a child process rather than the program's first process
  bool main_thread = false;  // the first thread of its process
  Wait wait = Wait::other;
};

using Time = std::chrono::nanoseconds;  // of CLOCK_MONOTONIC

/// Starts and ends of one kind of task between two marks.
struct Started {
  std::uint32_t count = 0;
  std::uint32_t most_alive = 0;  // the largest number alive together
  Time first_start{0};
  Time last_start{0};
  Time last_end{0};  // of those that ended by themselves; 0 where none did
};

struct Tasks {
  Started threads;
  Started processes;
  std::uint32_t threads_in_children = 0;    // part of threads.count
  std::uint32_t processes_of_children = 0;  // part of processes.count: not started by the first process
  std::uint32_t nonzero_exits = 0;        // child processes that ended with another status than 0
  std::uint32_t peak = 0;                 // threads and processes, the first one included
};

/// What a program holds at one moment.
struct Inventory {
  std::uint32_t threads = 0;    // alive in the first process, besides its main thread
  std::uint32_t processes = 0;  // alive, besides the first
  std::uint32_t zombies = 0;    // ended and never waited for
  std::vector<std::string> descriptors;  // what each points to, the conversation's own left out
  std::uint64_t mapping_count = 0;  // malloc's main heap left out
  std::uint64_t mapped_bytes = 0;
  std::vector<std::string> shared_mappings;  // one entry for each
  std::vector<std::string> named_objects;    // files in /tmp and /dev/shm, queues, System V objects
};

/// The whole run.
struct Facts {
  Ending ending;
  Step step = Step::namespaces_and_cgroup;
  std::chrono::nanoseconds wall{0};
  std::chrono::nanoseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
  bool task_limit_hit = false;      // at step A: a task was refused, by the cgroup's counter
  std::uint32_t left_running = 0;   // processes alive when the first one ended
  std::uint32_t never_waited_for = 0;  // its children that had ended by then, zombies until its end
  std::uint64_t tasks_ever = 0;     // by the pid counter, the first included; 0: not known
  std::vector<Waiting> waiting;     // filled where ending.cause is stuck
  std::string output;               // standard output, at most Limits::output_bytes
  std::string errors;               // standard error, the same
  std::map<std::string, std::string> files;  // what `collect` named and was there
};

}  // namespace lockstep::sandbox
