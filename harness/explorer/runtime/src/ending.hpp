// How the explored program ends: by itself, or by a crash.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

namespace lockstep::explorer::runtime {

/// Once, before the snapshot: handlers of signals, and the last of all functions that exit() calls.
void watch_endings();

/// The program's first task is done: as a return from main().
[[noreturn]] void exit_program(int status);

}  // namespace lockstep::explorer::runtime
