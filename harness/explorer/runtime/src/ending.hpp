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

/// The current task is killed by a signal, and the program with it.
[[noreturn]] void end_by_signal(int signal, std::uintptr_t pc);

}  // namespace lockstep::explorer::runtime
