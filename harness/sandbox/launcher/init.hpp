// The first process of a run: pid 1 of its own process namespace or, at step C, the head of its
// own landlock domain.
//
// It builds the private root, starts the program as its child, reaps whatever the program leaves
// behind, and tells the supervisor how the program ended. It runs no untrusted code, is not
// dumpable, and signals from inside the namespace do not reach it.
#pragma once

#include <optional>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "confine.hpp"

namespace lockstep::sandbox {

/// init → supervisor, each one packet that begins with its kind.
enum class InitMessage : char {
  failed = 'f',    // a sentence: the program never ran
  listener = 'l',  // with one descriptor: the notifications of the program
  starting = 's',  // the program is about to be executed
  names = 'n',     // encoded vector of strings: named objects
  ended = 'e',     // encoded ProgramEnd
  collected = 'c', // encoded vector of names, with their descriptors; the last message
};

/// supervisor → init.
enum class InitCommand : char { start = 'g', names = 'n', stop = 'x' };

struct ProgramEnd {
  int status = 0;  // as waitpid gives it
  std::uint32_t left_running = 0;
  std::uint64_t tasks_ever = 0;
};

struct ProgramDescriptors {
  Fd output;
  Fd errors;
  Fd request;   // may be empty
  Fd response;  // may be empty
};

/// Runs as init and never returns. `folder` is the run's own folder at step C, else empty.
[[noreturn]] void run_init(const Launch& launch, ProgramDescriptors descriptors, Fd supervisor,
                           const std::optional<Identity>& identity, const Filter& confinement,
                           const std::string& folder);

}  // namespace lockstep::sandbox
