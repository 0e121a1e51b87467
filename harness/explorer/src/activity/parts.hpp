// Keeps every part of the recorder in the program.
//
// The parts are members of an archive, and a linker takes only members that someone refers to. The
// student's object refers to the __tsan functions, which refer to all others through here.
#pragma once

namespace lockstep::explorer::activity {

void keep_recording() noexcept;  // __tsan_init calls it; it refers to all of the following
void keep_plain_accesses() noexcept;
void keep_atomic_accesses() noexcept;
void keep_task_calls() noexcept;
void keep_lock_calls() noexcept;
void keep_token_calls() noexcept;
void keep_file_calls() noexcept;
void keep_kernel_calls() noexcept;
void keep_memory_calls() noexcept;
void keep_fortified_calls() noexcept;

}  // namespace lockstep::explorer::activity
