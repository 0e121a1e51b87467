// What surrounds one call of a student's function: the conditions asked for, and the recorder.
//
// The clocks and the recorder belong to the process, so there is one scope at a time.
#pragma once

#include <cstddef>
#include <string>

#include <lockstep/wire/protocol.hpp>

// Defined by the activity recorder where a submission is linked with it, null otherwise. What end()
// returns is encoded and stays valid until the next begin().
extern "C" {
[[gnu::weak]] void lockstep_activity_begin();
[[gnu::weak]] const char* lockstep_activity_end(std::size_t* size);
}

namespace lockstep::entry {

class CallScope {
 public:
  CallScope(const wire::Conditions& conditions, std::string& activity);

  /// Ends the process with exit_child_returned where a child of the student's comes back, by
  /// returning or by an exception: only the process that was asked may answer.
  ~CallScope();

  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;

 private:
  bool recording_;
  std::string& activity_;
};

}  // namespace lockstep::entry
