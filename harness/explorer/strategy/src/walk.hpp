// Random walks.
//
// Uniform: each who can go is as likely as any other.
// Partial order sampling (POS): each pending operation has a random priority, the highest goes, and
// those that conflict with it draw anew. Classes of equivalent executions come out more evenly than
// from a uniform walk. X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling",
// CAV 2018.
//
// Neither ever has nothing left to do. Late candidates take part in every second execution only:
// time-outs that fire at random hide what happens without them. A load reads an older value with a
// third of the probability.
#pragma once

#include <cstdint>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

#include "random.hpp"

namespace lockstep::explorer {

class Walk : public Strategy {
 public:
  explicit Walk(std::uint64_t seed) noexcept : seed_(seed), random_(seed) {}
  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution&) override {}
  void restart() override { executions_ = 0; }
  [[nodiscard]] Claim claim() const override { return {}; }

 protected:
  Random& random() noexcept { return random_; }
  /// Which candidates take part at this decision, those that read older values left out; never
  /// none.
  const std::vector<std::uint32_t>& eligible(std::span<const Candidate> candidates);

 private:
  std::uint64_t seed_;
  Random random_;
  std::uint64_t executions_ = 0;
  bool with_late_ = false;
  std::vector<std::uint32_t> eligible_;
};

class Pos final : public Walk {
 public:
  using Walk::Walk;
  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;

 private:
  /// Of the task's ordinary and of its late continuation; 0: not drawn.
  std::uint64_t& priority(Choice choice);
  std::vector<std::uint64_t> priorities_;
};

}  // namespace lockstep::explorer
