// The hooks lie in an archive: a member that nothing refers to would stay out, and libc's function
// of the name would be taken. So each has a function that is referred to, which does nothing.
#pragma once

namespace lockstep::explorer::runtime {

void keep_plain_accesses() noexcept;
void keep_atomic_accesses() noexcept;
void keep_thread_calls() noexcept;
void keep_lock_calls() noexcept;
void keep_reader_writer_calls() noexcept;
void keep_condition_calls() noexcept;
void keep_semaphore_calls() noexcept;
void keep_futex_calls() noexcept;
void keep_once_calls() noexcept;
void keep_time_calls() noexcept;
void keep_heap_calls() noexcept;
void keep_memory_calls() noexcept;
void keep_library_calls() noexcept;
void keep_shared_state_calls() noexcept;
void keep_ending_calls() noexcept;
void keep_key_calls() noexcept;
void keep_file_calls() noexcept;
void keep_channel_calls() noexcept;
void keep_socket_calls() noexcept;
void keep_poll_calls() noexcept;
void keep_chance_calls() noexcept;
void keep_foreign_calls() noexcept;
void keep_c11_calls() noexcept;
void keep_thread_exit_calls() noexcept;
void keep_stack_calls() noexcept;

}  // namespace lockstep::explorer::runtime
