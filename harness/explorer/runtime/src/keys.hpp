// Thread-specific data (pthread_key_create and what goes with it), kept for each task.
#pragma once

namespace lockstep::explorer::runtime {

/// Calls the destructors of the current task's values, in rounds as POSIX wants it.
void run_key_destructors();

/// Keys that are made from now on are gone in the next execution.
void keep_keys();
void forget_keys();

}  // namespace lockstep::explorer::runtime
