// Several strategies that share a budget, because none is best everywhere.
//
// In this order: a little DPOR, whose first execution is the default run and which is all that a
// small program needs; a few PCT runs and random walks; each task first and last (see sweep.hpp);
// more DPOR; preemption bounds 0 to 2; then PCT and random walks in turn. DPOR goes on where it
// stopped. When it has seen everything, or the bounds have, nothing is left to do.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

#include "bounded.hpp"
#include "dpor/dpor.hpp"
#include "pct.hpp"
#include "profile.hpp"
#include "surw.hpp"
#include "sweep.hpp"
#include "walk.hpp"

namespace lockstep::explorer {

class Portfolio final : public Strategy {
 public:
  Portfolio(std::uint64_t budget_runs, std::uint64_t seed);

  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  void restart() override;
  [[nodiscard]] Claim claim() const override;
  void claims(std::vector<Claim>& into) const override;

 private:
  enum class Part : std::uint8_t { dpor, pct2, pct3, pos, surw, sweep, uniform, bounded };
  struct Phase {
    std::array<Part, 6> parts{};  // take turns
    std::uint32_t count = 0;
    std::uint64_t runs = 0;  // of all of them
  };
  static constexpr std::uint32_t kPhases = 6;

  [[nodiscard]] Phase phase(std::uint32_t number) const;
  [[nodiscard]] Strategy& part(Part part) noexcept;
  [[nodiscard]] bool begin_in_phase();

  std::uint64_t budget_;
  Profile profile_;
  dpor::Dpor dpor_;
  Pct pct2_;
  Pct pct3_;
  Pos pos_;
  Surw surw_;
  Walk uniform_;
  Sweep sweep_;
  Bounded bounded_{0, 2};
  std::uint32_t phase_ = 0;
  std::uint64_t runs_in_phase_ = 0;
  std::uint64_t turn_ = 0;
  Strategy* current_ = nullptr;
};

}  // namespace lockstep::explorer
