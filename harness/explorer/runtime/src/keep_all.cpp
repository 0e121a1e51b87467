#include "keep_all.hpp"

#include "keep.hpp"

namespace lockstep::explorer::runtime {

void keep_all() noexcept {
  keep_plain_accesses();
  keep_atomic_accesses();
  keep_thread_calls();
  keep_lock_calls();
  keep_reader_writer_calls();
  keep_condition_calls();
  keep_semaphore_calls();
  keep_futex_calls();
  keep_once_calls();
  keep_time_calls();
  keep_heap_calls();
  keep_memory_calls();
  keep_library_calls();
  keep_shared_state_calls();
  keep_ending_calls();
  keep_key_calls();
  keep_file_calls();
  keep_channel_calls();
  keep_socket_calls();
  keep_poll_calls();
  keep_chance_calls();
  keep_foreign_calls();
  keep_c11_calls();
  keep_thread_exit_calls();
  keep_stack_calls();
}

}  // namespace lockstep::explorer::runtime
