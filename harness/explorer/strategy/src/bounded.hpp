// All executions with at most so many preemptions, bound after bound, by depth-first search.
// Equivalent ones too: plain enumeration is complete for the bound, DPOR under a bound is not.
//
// What counts as a preemption: is_preemption() in default_order.hpp. Without a bound it is
// StrategyName::everything.
//
// M. Musuvathi and S. Qadeer, "Iterative Context Bounding for Systematic Testing of Multithreaded
// Programs", PLDI 2007.
#pragma once

#include <cstdint>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

namespace lockstep::explorer {

inline constexpr std::uint32_t kNoBound = UINT32_MAX;

class Bounded final : public Strategy {
 public:
  /// The bounds `first`, `first` + 1, … `last`; or only kNoBound.
  Bounded(std::uint32_t first, std::uint32_t last) noexcept
      : first_(first), last_(last), bound_(first) {}

  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  void restart() override;
  [[nodiscard]] Claim claim() const override;

 private:
  struct Node {
    std::uint32_t first = 0;  // its alternatives in alternatives_
    std::uint32_t at = 0;     // the one that is followed
    std::uint32_t cost = 0;   // preemptions before this decision
  };
  struct Alternative {
    Choice choice;
    bool preempts = false;
  };

  void push(std::span<const Candidate> candidates, std::span<const Step> steps);
  [[nodiscard]] bool advance();

  std::uint32_t first_;
  std::uint32_t last_;
  std::uint32_t bound_;
  std::vector<Node> nodes_;
  std::vector<Alternative> alternatives_;
  std::uint32_t depth_ = 0;
  bool started_ = false;
  bool over_ = false;
  bool void_ = false;
  bool pruned_ = false;           // an alternative was left out for the bound
  std::uint64_t executions_ = 0;  // with this bound
  bool finished_ = false;         // some bound is
  std::uint32_t finished_bound_ = 0;
  std::uint64_t finished_executions_ = 0;
  bool saw_all_ = false;
};

}  // namespace lockstep::explorer
