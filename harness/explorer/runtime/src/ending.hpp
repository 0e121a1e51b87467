// How the explored program ends: by itself, or by a crash.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>

namespace lockstep::explorer::runtime {

/// Once, before the snapshot: handlers of signals, and the last of all functions that exit() calls.
void watch_endings();

/// The program's first task is done: as a return from main().
[[noreturn]] void exit_program(int status);

/// Nothing happens when this signal comes.
[[nodiscard]] bool is_ignored(int signal) noexcept;

/// The current task gets a signal from itself. Comes back if nothing happens; mostly it kills the
/// program, and where the program has a handler the execution ends undecided.
void receive_signal(int signal, std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
