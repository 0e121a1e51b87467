// A script for a student's Queue: what each of several tasks does to it, step by step.
//
// The suite writes the script, the driver in entry.cpp plays it inside the submission:
//
//   std::vector<std::vector<StepResult>> queue_script(std::size_t capacity,
//                                                     std::vector<std::vector<Step>> tasks);
//
// Each task runs in a thread of its own; they start in order and are joined at the end. A single
// task runs in the calling thread: then there is no second thread. results[t][s] belongs to
// tasks[t][s].
//
// An exception that a queue operation throws in the calling thread is the call's exception; in a
// thread it ends the program, as it would in any worker of the student's.
// The driver orders tasks only where a step says so, so it hides no data race elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ex5 {

struct Step {
  enum class Kind : std::uint8_t {
    put,            // put(item)
    get,            // get()
    close,          // close()
    until_done,     // wait until `task` has finished its step `step`
    until_waiting,  // wait until `task` sleeps inside its step `step`, or has finished it. A queue
                    // that spins never sleeps: then the script goes on after a while
  };

  Kind kind = Kind::put;
  int item = 0;          // of put
  std::size_t task = 0;  // of until_…
  std::size_t step = 0;  // of until_…

  bool operator==(const Step&) const = default;
};

struct StepResult {
  bool accepted = false;    // what put returned
  std::optional<int> item;  // what get returned

  bool operator==(const StepResult&) const = default;
};

/// Scripts read as what they do: {put(1), get(), close()}.
namespace script {

inline Step put(int item) { return {.kind = Step::Kind::put, .item = item}; }
inline Step get() { return {.kind = Step::Kind::get}; }
inline Step close() { return {.kind = Step::Kind::close}; }
inline Step until_done(std::size_t task, std::size_t step) {
  return {.kind = Step::Kind::until_done, .task = task, .step = step};
}
inline Step until_waiting(std::size_t task, std::size_t step) {
  return {.kind = Step::Kind::until_waiting, .task = task, .step = step};
}

}  // namespace script

}  // namespace ex5
