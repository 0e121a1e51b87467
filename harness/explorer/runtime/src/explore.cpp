#include "explore.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <lockstep/explorer/guide.hpp>
#include <lockstep/explorer/make_strategy.hpp>

#include "execution.hpp"
#include "pristine.hpp"
#include "store.hpp"

namespace lockstep::explorer::runtime {
namespace {

using report::Report;
using report::Request;

/// What the first execution did, to see later whether it can be done again.
struct First {
  bool known = false;
  std::vector<Choice> schedule;
  std::uint64_t hash = 0;
  End end = End::finished;
  Visibility visibility;
};

/// A program whose executions are too long, or that does what is not modelled, is not decided by
/// making more of them.
constexpr std::uint64_t kMostCut = 20;

class Exploration {
 public:
  explicit Exploration(const Request& request) : request_(request) {
    if (request.against_forks) pristine_.emplace();
  }

  Report run();

 private:
  void run_phase(std::uint32_t spurious, std::uint64_t budget);
  void note_execution(Strategy& strategy, const Visibility& visibility);
  void note_first(const Visibility& visibility);
  [[nodiscard]] bool has_enough() const;
  [[nodiscard]] bool is_worn_out() const {
    return request_.budget_work != 0 && work_ >= request_.budget_work;
  }
  [[nodiscard]] bool is_hopeless() const {
    const bool out_of_sight = !core->undecided.empty() && found_at_ == 0;
    return cut_ >= kMostCut || (out_of_sight && report_.executions >= kMostCut);
  }
  void take_claims(const Strategy& strategy, std::uint32_t spurious);
  void compare_with_first();
  void compare_with_fork(const Visibility& visibility);
  void note_limits();

  const Request& request_;
  Report report_;
  Store store_;
  std::optional<Pristine> pristine_;
  First first_;
  std::uint64_t found_at_ = 0;  // number of the execution that found the first fault; 0: none
  std::uint64_t work_ = 0;      // steps of all executions
  std::uint64_t cut_ = 0;       // executions that were not carried out to their end
  bool too_long_ = false;       // one of them reached the step limit
  bool waited_ = false;
  bool finished_ = false;
};

bool Exploration::has_enough() const {
  if (found_at_ == 0) return false;
  return request_.stop_at_first || report_.executions - found_at_ >= request_.runs_after_first;
}

void Exploration::note_first(const Visibility& visibility) {
  if (first_.known && first_.visibility == visibility) return;
  if (core->run.visibility_changed) return;
  first_ = {true, schedule_of(core->run.steps), core->run.hash, core->run.end, visibility};
  if (visibility.spurious == 0) report_.steps_default = core->run.steps.size();
}

void Exploration::note_execution(Strategy& strategy, const Visibility& visibility) {
  ++report_.executions;
  const Run& run = core->run;
  work_ += run.steps.size();
  waited_ |= run.waited;
  finished_ |= run.end == End::finished;
  if (run.end == End::step_limit) ++cut_;
  too_long_ |= run.end == End::step_limit && !run.cut_off;
  note_first(visibility);
  store_.note(report_.executions, visibility);
  if (store_.found_fault() && found_at_ == 0) found_at_ = report_.executions;
  compare_with_fork(visibility);
  strategy.end(last_execution());
  if (run.visibility_changed) strategy.restart();
}

void Exploration::take_claims(const Strategy& strategy, std::uint32_t spurious) {
  std::vector<Claim> claims;
  strategy.claims(claims);
  for (const Claim& claim : claims) {
    if (spurious == 0) {
      report_.claims.push_back({static_cast<report::CoverageName>(claim.coverage),
                                claim.preemptions, claim.depth, claim.miss_probability,
                                claim.classes});
    }
    if (claim.coverage != Coverage::all) continue;
    if (spurious == 0) report_.exhausted = true;
    report_.complete = std::max(report_.complete, claim.classes);
  }
}

void Exploration::run_phase(std::uint32_t spurious, std::uint64_t budget) {
  core->manner.spurious = spurious;
  StrategyOptions options;
  options.budget_runs = budget;
  options.seed = request_.seed;
  const std::unique_ptr<Strategy> strategy = make_strategy(request_.strategy, options);
  for (std::uint64_t i = 0;
       i < budget && !has_enough() && !is_hopeless() && !is_worn_out() && strategy->begin(); ++i) {
    const Visibility visibility = visibility_now();
    execute(*strategy);
    note_execution(*strategy, visibility);
  }
  take_claims(*strategy, spurious);
}

/// Something that nobody controls shows in an execution that differs although its schedule is the
/// same.
void Exploration::compare_with_first() {
  if (!first_.known) return;
  Guide guide(first_.schedule);
  if (!guide.begin()) return;
  const Under under(first_.visibility);
  execute(guide);
  guide.end(last_execution());
  if (guide.diverged() || core->run.hash != first_.hash || core->run.end != first_.end) {
    undecided("something that is not under control: two runs of one schedule differ");
  }
}

/// What made more of the program visible is executed anew in any case; what was cut off hangs on the
/// processor time that was used.
void Exploration::compare_with_fork(const Visibility& visibility) {
  const Run& run = core->run;
  const bool cut = run.end == End::step_limit || run.end == End::abandoned;
  if (!pristine_ || run.visibility_changed || cut) return;
  ++report_.compared;
  if (!pristine_->agrees(visibility)) undecided("memory that is not restored");
}

void Exploration::note_limits() {
  if (cut_ == 0) return;
  if (too_long_) undecided("executions that were too long and were cut off");
  report_.exhausted = false;
}

Report Exploration::run() {
  core->manner.step_limit = request_.budget_steps;
  const std::uint64_t budget = std::max<std::uint64_t>(request_.budget_runs, 1);
  run_phase(0, budget);
  const std::uint64_t left = budget - std::min(budget, report_.executions);
  // Whoever waits without looking again may be woken by nobody. One interleaving is one, all the same.
  constexpr std::uint64_t least = 200;
  const bool asks_for_more = budget > 1;
  if (asks_for_more && waited_ && found_at_ == 0 && !is_hopeless())
    run_phase(1, std::max(left / 2, least));
  core->manner.spurious = 0;
  note_limits();
  compare_with_first();
  store_.find_lost_updates();
  store_.finish(report_, request_.replay, request_.trap_step);
  report_.undecided = core->undecided;
  report_.notes = core->notes;
  report_.seed = request_.seed;
  if (!report_.undecided.empty()) report_.exhausted = false;
  return std::move(report_);
}

}  // namespace

Report explore(const Request& request) { return Exploration(request).run(); }

}  // namespace lockstep::explorer::runtime
