// Chooses schedules. A strategy sees every decision of an execution and the execution as a whole;
// it never sees the program.
//
// What a runtime must keep to, or "all executions" is not true:
// - a step that was chosen among candidates is decided, also when there was only one of them;
// - an undecided step is one of the same task as the step before it;
// - what makes an operation possible touches an object that this operation touches (an unlock and
//   a lock, a create and a start, an end and a join), and so does what takes the possibility away;
// - a candidate and the step it becomes touch the same objects (a step may have used less of them);
// - an older value that a load may read stays readable until something happens that conflicts with
//   the load;
// - an execution that ends by `exit` has that as its last decided step.
//
// THREADS  belongs to one thread. Inside a submission everything here runs while no task does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <lockstep/explorer/operation.hpp>

namespace lockstep::explorer {

inline constexpr std::size_t kAbandon = SIZE_MAX;
inline constexpr TaskId kNobody = UINT32_MAX;

/// What may be said about all executions once a strategy has nothing left to do.
enum class Coverage : std::uint8_t {
  none,         // a sample
  all,          // every execution, one for each class of equivalent ones
  preemptions,  // every execution with at most so many preemptions
  probability,  // see Claim::depth
};

struct Claim {
  Coverage coverage = Coverage::none;
  std::uint32_t preemptions = 0;  // of Coverage::preemptions
  std::uint32_t depth = 0;        // of Coverage::probability: each bug of at most this depth would
  double miss_probability = 0;    // have been missed with at most this probability
  std::uint64_t classes = 0;      // complete executions; of Coverage::all: no two
                                  // equivalent, or 0 where equivalent ones were not told apart
};

class Strategy {
 public:
  Strategy() = default;
  Strategy(const Strategy&) = delete;
  Strategy& operator=(const Strategy&) = delete;
  virtual ~Strategy() = default;

  /// Before an execution. False: nothing is left to do, now and until restart().
  [[nodiscard]] virtual bool begin() = 0;

  /// The index of the candidate that goes next, or kAbandon. `candidates` is never empty, has at
  /// most one entry for each task and each value of `late` and `older`, and is ordered by task, of
  /// one task by `older`, the newest value always being there, and the late one last. `steps` is
  /// all that this execution has carried out so far, undecided steps included: a task that sleeps
  /// wakes up for what they touched.
  [[nodiscard]] virtual std::size_t choose(std::span<const Candidate> candidates,
                                           std::span<const Step> steps) = 0;

  /// After an execution that begin() announced, however it ended.
  virtual void end(const Execution& execution) = 0;

  /// More operations have become visible: all that was learned is void, all starts anew.
  virtual void restart() = 0;

  /// The strongest that is true now.
  [[nodiscard]] virtual Claim claim() const = 0;

  /// All that are true now, the strongest first; those of a portfolio differ in kind.
  virtual void claims(std::vector<Claim>& into) const {
    if (const Claim only = claim(); only.coverage != Coverage::none) into.push_back(only);
  }
};

/// The task to go on with by default.
[[nodiscard]] inline TaskId previous_task(std::span<const Step> steps) noexcept {
  return steps.empty() ? kNobody : steps.back().choice.task;
}

}  // namespace lockstep::explorer
