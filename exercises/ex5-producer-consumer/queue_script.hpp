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
// The driver does not order the tasks, so it hides no data race; the suite explores the orders.
#pragma once

#include <cstdint>
#include <optional>

namespace ex5 {

struct Step {
  enum class Kind : std::uint8_t {
    put,    // put(item)
    get,    // get()
    close,  // close()
  };

  Kind kind = Kind::put;
  int item = 0;  // of put

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

}  // namespace script

}  // namespace ex5
