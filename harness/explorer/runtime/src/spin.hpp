// Finds tasks that wait in circles: the same operations with the same results again and again.
//
// A circle is a sequence of at most kLongest observations that came kRepeats times without the task
// having changed anything in between. As long as nothing of what it saw changes, it will go on
// like that, so it may wait until something does. That is no proof for loops that count their
// rounds; those are told apart by letting an unknown circle go on for kProbe rounds first.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lockstep::explorer::runtime {

struct Observation {
  enum class What : std::uint8_t {
    value,    // of an atomic, or of a variable that has raced
    refused,  // a try that failed
    pause,    // a yield, or a sleep: then `seen` is 1
    time,     // a look at a clock
    lock,     // a lock that was taken or given back
    timeout,  // of a wait that nobody has ended
  };
  What what = What::value;
  std::uint8_t size = 0;  // value: bytes of memory
  std::uintptr_t pc = 0;
  std::uint64_t where = 0;    // value: address; refused: the object's number
  std::uint64_t seen = 0;     // value: what was there
  std::uint64_t between = 0;  // of the plain accesses since the observation before: their places
  std::size_t locks = 0;      // that the task holds
  bool operator==(const Observation&) const = default;
};

class Spin {
 public:
  static constexpr std::size_t kLongest = 16;
  static constexpr std::size_t kRepeats = 3;
  static constexpr std::size_t kProbe = 1000;

  void clear() noexcept {
    count_ = 0;
    period_ = 0;
    rounds_ = 0;
  }

  [[nodiscard]] bool is_clear() const noexcept { return count_ == 0; }

  /// Returns how often the circle has been gone round in whole; 0: it is none.
  std::size_t observe(const Observation& observation) noexcept;

  /// The circle that was found last, one round of it.
  [[nodiscard]] std::size_t period() const noexcept { return period_; }
  [[nodiscard]] const Observation& back(std::size_t index) const noexcept {
    return ring_[(count_ - 1 - index) % kRing];
  }
  [[nodiscard]] std::size_t rounds() const noexcept { return rounds_; }

 private:
  static constexpr std::size_t kRing = 64;

  [[nodiscard]] bool repeats(std::size_t period) const noexcept;

  std::array<Observation, kRing> ring_{};
  std::size_t count_ = 0;
  std::size_t period_ = 0;
  std::size_t rounds_ = 0;
  std::size_t since_ = 0;  // observations of the current round
};

}  // namespace lockstep::explorer::runtime
