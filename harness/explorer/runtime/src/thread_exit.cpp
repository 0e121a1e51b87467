// What libstdc++.so does at the end of a thread for set_value_at_thread_exit and its like. There it
// is not instrumented, so nobody would come after it; this file is, like the program itself.
#include <future>
#include <memory>

#include "core.hpp"
#include "keep.hpp"
#include "thread.hpp"

namespace lockstep::explorer::runtime {

void keep_thread_exit_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libstdc++'s.
namespace std {

void __future_base::_State_baseV2::_Make_ready::_S_run(void* made) {
  const unique_ptr<_Make_ready> ready(static_cast<_Make_ready*>(made));
  if (const auto state = ready->_M_shared_state.lock()) {
    state->_M_status._M_store_notify_all(_Status::__ready, memory_order_release);
  }
}

void __future_base::_State_baseV2::_Make_ready::_M_set() {
  if (!runtime::active) return _S_run(this);
  runtime::call_at_end(_S_run, this);
}

}  // namespace std
// NOLINTEND
