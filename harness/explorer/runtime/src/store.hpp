// Findings and outcomes of an exploration: each kept once, with a schedule that shows it again.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <lockstep/explorer/guide.hpp>
#include <lockstep/explorer/minimiser.hpp>
#include <lockstep/explorer/report.hpp>

#include "execution.hpp"

namespace lockstep::explorer::runtime {

/// Names what a finding is about: its kind and places. The same fault has the same key in each
/// execution that shows it.
[[nodiscard]] std::string key_of(const report::Finding& finding);

/// A schedule and what it needs.
struct Known {
  Visibility visibility;
  std::vector<Choice> schedule;
  std::unique_ptr<Minimiser> minimiser;
};

struct KnownFinding {
  std::string key;
  report::Finding finding;
  Known known;
};

struct KnownOutcome {
  report::Outcome outcome;
  Known known;
  bool has_stale = false;  // an execution with it had a stale store, which is `stale`
  report::Finding stale;
  Known stale_known;
};

class Store {
 public:
  /// Notes what the last execution, the `number`th, has shown under `visibility`. True if there was
  /// a finding that is new.
  bool note(std::uint64_t number, const Visibility& visibility);

  [[nodiscard]] bool found_fault() const noexcept { return !findings_.empty(); }

  /// An outcome that only comes about where a store has overwritten another's write is a finding.
  void find_lost_updates();

  /// Makes schedules short and fills in stacks. `replay`: only that finding, with its events.
  void finish(report::Report& report, const std::string& replay, std::uint64_t trap_step);

 private:
  bool note_finding(const report::Finding& finding, std::uint64_t number,
                    const Visibility& visibility);
  void note_outcome(const Visibility& visibility);
  [[nodiscard]] static bool show_again(const KnownOutcome& one);
  void look_at_waits();
  void replay_outcome(report::Report& report, const std::string& replay);
  [[nodiscard]] std::string unused_identity(const KnownFinding& one) const;
  void settle(KnownFinding& one, std::uint64_t trap_step);

  std::vector<KnownFinding> findings_;
  std::vector<std::unique_ptr<KnownOutcome>> outcomes_;
  KnownOutcome* last_outcome_ = nullptr;
  bool waited_ = false;              // some execution did, on a condition variable
  std::uint64_t more_outcomes_ = 0;  // executions whose outcome was not kept
};

[[nodiscard]] std::string identity_of(std::uint8_t kind, const std::vector<Choice>& schedule);

}  // namespace lockstep::explorer::runtime
