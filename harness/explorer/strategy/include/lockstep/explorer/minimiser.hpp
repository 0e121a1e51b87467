// Looks for a schedule with fewer preemptions that still fails in the same way.
//
// Driven like any strategy. Execution::failed says whether the execution fails in the same way:
// that is for the caller to decide. First the beginning of the schedule is followed, ever further,
// and then the default order; then single switches are undone: the task that is interrupted has its
// next turn at once, the one that interrupts has had its turn already, or the load reads the newest
// value. Each success starts anew from what actually happened, which need not be what was proposed.
//
// A. Zeller and R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE 28(2),
// 2002; J.-D. Choi and A. Zeller, "Isolating Failure-Inducing Thread Schedules", ISSTA 2002.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer {

class Minimiser final : public Strategy {
 public:
  /// `failing`: an execution that fails. `budget`: executions at most.
  Minimiser(const Execution& failing, std::uint64_t budget);

  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  /// The schedule still fails: what was found is kept, the search starts anew.
  void restart() override;
  [[nodiscard]] Claim claim() const override { return {}; }

  /// The best so far; follow it with a Guide.
  [[nodiscard]] const std::vector<Choice>& best() const noexcept { return best_; }
  [[nodiscard]] std::uint32_t preemptions() const noexcept { return preemptions_; }

 private:
  void keep(const Execution& execution);
  [[nodiscard]] bool propose();
  void propose_beginning(std::size_t choices);
  void propose_newest(std::size_t load);
  void propose_going_on(std::size_t preemption);
  void propose_coming_sooner(std::size_t preemption);

  std::vector<Choice> best_;
  std::vector<std::uint32_t> places_;  // where best_ preempts
  std::uint32_t preemptions_ = 0;
  std::uint64_t budget_;
  bool beginnings_ = true;    // first phase
  std::size_t attempt_ = 0;   // of the phase
  std::vector<Choice> plan_;  // is followed where possible
  std::size_t at_ = 0;
};

}  // namespace lockstep::explorer
