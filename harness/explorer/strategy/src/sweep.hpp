// Two rounds over all tasks: in the first each task in turn goes before all others as soon as it
// exists; in the second each in turn goes only when nobody else can.
//
// Finds what needs one particular task first, or last, in as many executions as there are tasks,
// where random strategies need many times more. The latest is the first to go before all, and the
// first one the first to starve: that is furthest from the default run. A sample: nothing is
// claimed.
#pragma once

#include <cstdint>

#include <lockstep/explorer/strategy.hpp>

#include "profile.hpp"

namespace lockstep::explorer {

class Sweep final : public Strategy {
 public:
  explicit Sweep(const Profile& profile) noexcept : profile_(profile) {}
  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution&) override {}
  void restart() override { executions_ = 0; }
  [[nodiscard]] Claim claim() const override { return {}; }

 private:
  const Profile& profile_;
  std::uint64_t executions_ = 0;
  TaskId special_ = 0;
  bool first_ = true;  // else last
};

}  // namespace lockstep::explorer
