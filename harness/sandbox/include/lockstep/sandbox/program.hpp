// What is run in the sandbox, and under which limits.
//
// Plain values. Nothing here starts anything; see sandbox.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace lockstep::sandbox {

/// How much the machine lets us isolate (see ARCHITECTURE.md, "The ladder").
enum class Step : std::uint8_t {
  namespaces_and_cgroup = 0,  // A
  namespaces = 1,             // B
  landlock = 2,               // C
  nothing = 3,                // D: trusted code only
};

/// 'A' … 'D'.
[[nodiscard]] char letter(Step step) noexcept;

/// A file or folder of the machine that the program may read, never write.
struct Mount {
  std::string host;    // absolute path outside
  std::string inside;  // absolute path inside, for instance "/lockstep/program"
};

/// The stack of every thread in the sandbox, whatever the machine's own default.
inline constexpr std::uint64_t kStackBytes = 8U << 20U;

struct Limits {
  std::chrono::milliseconds wall{10'000};  // from start to end, monotonic clock
  std::chrono::milliseconds cpu{8'000};    // user and system time of all processes together
  std::uint64_t memory_bytes = 256U << 20U;  // of all processes together
  std::uint32_t tasks = 128;               // threads and processes alive together
  std::uint64_t output_bytes = 256U << 10U;     // each of standard output and standard error
  std::uint64_t response_bytes = 64U << 20U;    // one answer in a conversation
  std::uint64_t file_bytes = 64U << 20U;   // largest file that may be written
  std::uint64_t tmp_bytes = 64U << 20U;    // everything under /tmp, and again under /dev/shm
};

/// What the kernel is asked to show while the program runs. Observation costs time on every
/// clone and exit: a run whose times matter is not observed.
struct Observation {
  bool tasks = false;  // see every start and end of a thread or process

  /// Threads and child processes are held at their very end until this many have been started, or
  /// until nothing else can go on. So "all started before the first was joined" is a fact and not
  /// a matter of timing. 0: not held. Needs `tasks`.
  std::uint32_t hold_threads = 0;
  std::uint32_t hold_processes = 0;

  /// Threads are held at their very end until nothing else can go on, or for half a second. Whatever
  /// returns meanwhile has not joined them. Needs `tasks`.
  bool hold_until_joined = false;

  /// How much longer the workers are held after the last one has started.
  std::chrono::milliseconds hold_for{0};

  /// One worker after the other: a start waits until every worker that was started before is at
  /// its end or waits for something. What such a run returns does not hang on timing. Ends are held
  /// as above.
  bool serial = false;

  /// Every start takes so much longer, so that a measured interval must contain it.
  std::chrono::milliseconds delay_start{0};

  /// A blocking write to a pipe waits while the pipe holds data and would then hold more than
  /// this; sockets get their smallest buffer. POSIX allows 512. 0: as the kernel has it.
  std::uint32_t pipe_bytes = 0;
};

struct Program {
  std::vector<std::string> argv;         // argv[0] is an absolute path inside
  std::vector<std::string> environment;  // "NAME=value"; nothing is inherited
  std::vector<Mount> mounts;
  std::vector<std::string> collect;      // names of files in /tmp that are handed back at the end
  bool conversation = false;             // descriptors 3 (requests) and 4 (responses) are open
  bool detect_stuck = false;             // end the run once every task waits for ever
  Observation observe;
};

}  // namespace lockstep::sandbox
