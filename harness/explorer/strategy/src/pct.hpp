// Probabilistic concurrency testing: random priorities and depth - 1 random places at which the
// running task falls behind all others.
//
// A run hits a given bug of depth d with probability at least 1/(n·k^(d-1)), for n tasks and k
// decisions. Both are counted, and the places are drawn from as many decisions as were ever seen.
// What shows n or k to be larger makes all runs before worthless for the claim; they are not
// counted. The bound does not hold for programs with late candidates, older values or yields
// (whoever yields falls behind, or others would starve): then nothing is claimed.
//
// S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A Randomized Scheduler with
// Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
#pragma once

#include <cstdint>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

#include "profile.hpp"
#include "random.hpp"

namespace lockstep::explorer {

class Pct final : public Strategy {
 public:
  /// `depth` is at least 1. `runs`: after so many nothing is left to do, until more_runs().
  Pct(std::uint64_t seed, std::uint32_t depth, std::uint64_t runs, const Profile& profile);

  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  void restart() override;
  [[nodiscard]] Claim claim() const override;

  void more_runs(std::uint64_t runs) noexcept { allowed_ += runs; }

 private:
  std::uint64_t& priority(Choice choice);
  void fall_behind(Choice choice);
  [[nodiscard]] std::size_t highest(std::span<const Candidate> candidates);

  const Profile& profile_;
  std::uint64_t seed_;
  std::uint32_t depth_;
  std::uint64_t allowed_;
  std::uint64_t executions_ = 0;
  Random random_;
  std::vector<std::uint64_t> priorities_;  // of ordinary and late continuations; 0: not drawn
  std::vector<std::uint32_t> places_;      // decisions, from 1, sorted from the last to the first
  std::uint32_t decision_ = 0;
  std::uint64_t behind_ = 0;

  // of the claim
  std::uint64_t counted_ = 0;  // runs with the n and k below
  std::uint32_t n_ = 0;
  std::uint32_t k_ = 0;
  std::uint32_t drawn_k_ = 0;  // of this run
  bool void_ = false;
};

}  // namespace lockstep::explorer
