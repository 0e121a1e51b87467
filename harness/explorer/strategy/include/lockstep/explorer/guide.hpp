// Follows a list of choices: a replay.
//
// One execution. When a choice is not possible the execution is abandoned and diverged() is true;
// after the last one it goes on by default, and beyond() is true.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer {

class Guide final : public Strategy {
 public:
  explicit Guide(std::span<const Choice> choices);

  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  void restart() override { begun_ = false; }
  [[nodiscard]] Claim claim() const override { return {}; }

  /// A choice was not possible, or the execution ended before the list did.
  [[nodiscard]] bool diverged() const noexcept { return diverged_; }
  [[nodiscard]] bool beyond() const noexcept { return beyond_; }
  /// Choices that were followed.
  [[nodiscard]] std::size_t followed() const noexcept { return at_; }

 private:
  std::vector<Choice> choices_;
  std::size_t at_ = 0;
  bool begun_ = false;
  bool diverged_ = false;
  bool beyond_ = false;
};

/// The decided choices of an execution: what a Guide follows.
[[nodiscard]] std::vector<Choice> schedule_of(std::span<const Step> steps);

/// Preemptions of an execution, as preemption bounds count them.
[[nodiscard]] std::uint32_t preemptions_of(const Execution& execution);

}  // namespace lockstep::explorer
