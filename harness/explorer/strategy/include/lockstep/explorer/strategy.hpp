// Chooses schedules. A strategy sees every decision of an execution and the execution as a whole;
// it never sees the program.
//
// THREADS  belongs to one thread. Inside a submission everything here runs while no task does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

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
  std::uint64_t classes = 0;      // complete executions; of Coverage::all: no two equivalent
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
  /// most one entry for each task and each value of `late`, and is ordered by task. `previous` is
  /// the task of the step before, kNobody at the first.
  [[nodiscard]] virtual std::size_t choose(std::span<const Candidate> candidates,
                                           TaskId previous) = 0;

  /// After an execution that begin() announced, however it ended.
  virtual void end(const Execution& execution) = 0;

  /// More operations have become visible: all that was learned is void, all starts anew.
  virtual void restart() = 0;

  [[nodiscard]] virtual Claim claim() const = 0;
};

}  // namespace lockstep::explorer
