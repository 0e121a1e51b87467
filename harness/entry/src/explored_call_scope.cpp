// In the schedule explorer nothing surrounds a call: its clocks are virtual, and it records itself.
#include <lockstep/entry/call_scope.hpp>

namespace lockstep::entry {

CallScope::CallScope(const wire::Conditions&, std::string& activity)
    : recording_(false), activity_(activity) {}

CallScope::~CallScope() { activity_.clear(); }

}  // namespace lockstep::entry
