#include <lockstep/entry/call_scope.hpp>

#include "clocks.hpp"
#include "process.hpp"

namespace lockstep::entry {

CallScope::CallScope(const wire::Conditions& conditions, std::string& activity)
    : recording_(conditions.record_activity && lockstep_activity_begin != nullptr &&
                 lockstep_activity_end != nullptr),
      activity_(activity) {
  set_wall_clock_jump(conditions.wall_clock_jump_ns);
  if (recording_) lockstep_activity_begin();
}

CallScope::~CallScope() {
  end_if_child();
  if (recording_) {
    std::size_t size = 0;
    const char* bytes = lockstep_activity_end(&size);
    if (bytes != nullptr) activity_.assign(bytes, size);
  }
  set_wall_clock_jump(0);
}

}  // namespace lockstep::entry
