// The first process of a run: pid 1 of its own process namespace or, at steps C and D, the one that
// adopts whatever the run leaves behind.
//
// It is started before it is known what will run: it builds the private root and waits. Then it
// starts the program as its child, reaps whatever the program leaves behind, and tells the
// supervisor how the program ended. It runs no untrusted code, is not dumpable, and signals from
// inside the namespace do not reach it.
#pragma once

#include <chrono>
#include <optional>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "cgroup.hpp"
#include "confine.hpp"

namespace lockstep::sandbox {

/// init → supervisor, each one packet that begins with its kind.
enum class InitMessage : char {
  failed = 'f',     // a sentence: the program never ran
  listener = 'l',   // with one descriptor: the notifications of the program
  starting = 's',   // the program is about to be executed
  names = 'n',      // encoded vector of strings: named objects
  memory = 'm',     // System V segments, mapped or not, are beyond the limit
  ended = 'e',      // encoded ProgramEnd
  collected = 'c',  // encoded vector of names, with their descriptors; the last message
};

/// supervisor → init. `launch` is followed by an encoded Launch, with the descriptors of
/// `ProgramDescriptors`, the last two only in a conversation.
enum class InitCommand : char { prepare = 'p', launch = 'g', names = 'n', stop = 'x' };

struct ProgramEnd {
  int status = 0;  // as waitpid gives it
  std::uint32_t left_running = 0;
  std::uint32_t never_waited_for = 0;
  std::uint64_t tasks_ever = 0;
  std::chrono::nanoseconds cpu{0};  // of the program and of the orphans
  std::uint64_t peak_memory_bytes = 0;
};

struct ProgramDescriptors {
  Fd output;
  Fd errors;
  Fd request;   // may be empty
  Fd response;  // may be empty
};

struct InitSetting {
  Step step = Step::namespaces;
  std::optional<Identity> identity;
  std::string folder;  // the run's own at steps C and D, else empty
  const RunCgroup* cgroup = nullptr;
  const Filter& confinement;
};

/// Runs as init and never returns.
[[noreturn]] void run_init(const InitSetting& setting, Fd supervisor);

}  // namespace lockstep::sandbox
