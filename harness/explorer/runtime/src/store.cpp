#include "store.hpp"

#include <algorithm>
#include <cstdio>

namespace lockstep::explorer::runtime {
namespace {

using report::FindingKind;

constexpr std::size_t kMostFindings = 24;
constexpr std::size_t kMostOutcomes = 64;  // that are reported
constexpr std::size_t kMostDistinguished = 2000;
constexpr std::uint64_t kMinimising = 200;
constexpr std::uint8_t kOutcome = 0xff;  // in place of a kind of finding

void append_hex(std::string& to, std::uint64_t value) {
  char text[20];
  std::snprintf(text, sizeof text, "%lx ", static_cast<unsigned long>(value));
  to += text;
}

Known known_here(const Visibility& visibility, bool minimise) {
  Known known;
  known.visibility = visibility;
  known.schedule = schedule_of(core->run.steps);
  if (minimise) known.minimiser = std::make_unique<Minimiser>(last_execution(), kMinimising);
  return known;
}

std::vector<report::Turn> turns_of(const std::vector<Choice>& schedule) {
  std::vector<report::Turn> turns;
  for (const Choice& choice : schedule) turns.push_back({choice.task, choice.late, choice.older});
  return turns;
}

const report::Finding* find_in_run(const std::string& key, const Run& run) {
  for (const report::Finding& finding : run.findings) {
    if (key_of(finding) == key) return &finding;
  }
  if (run.stale_store && key_of(run.stale) == key) return &run.stale;
  return nullptr;
}

void minimise(Known& known, const std::string& key) {
  if (!known.minimiser) return;
  while (known.minimiser->begin()) {
    const Under under(known.visibility);
    execute(*known.minimiser);
    core->run.failed = find_in_run(key, core->run) != nullptr;
    known.minimiser->end(last_execution());
  }
  known.schedule = known.minimiser->best();
}

std::vector<std::uintptr_t> places_to_watch(const report::Finding& finding) {
  std::vector<std::uintptr_t> places;
  if (finding.kind != FindingKind::data_race && finding.kind != FindingKind::use_after_free &&
      finding.kind != FindingKind::lost_update) {
    return places;
  }
  for (const report::Participant& one : finding.participants) {
    if (!one.stack.empty()) places.push_back(one.stack.front());
  }
  return places;
}

std::vector<report::Task> tasks_of_run() {
  std::vector<report::Task> tasks;
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& task = *core->tasks[i];
    tasks.push_back({task.creator == kNoTask ? 0 : task.creator, task.created_stack,
                     reinterpret_cast<std::uint64_t>(task.start)});
  }
  return tasks;
}

void mark_racing(report::Finding& finding) {
  for (report::Event& event : finding.events) {
    event.racing =
        std::any_of(finding.participants.begin(), finding.participants.end(),
                    [&](const report::Participant& one) {
                      return one.task == event.task && one.step != 0 && one.step == event.step;
                    });
  }
}

}  // namespace

std::string key_of(const report::Finding& finding) {
  std::vector<std::uint64_t> places;
  for (const report::Participant& one : finding.participants) {
    // Where the owner of a variable was by then is another place in each schedule.
    const bool left =
        finding.kind == FindingKind::use_after_return && &one == &finding.participants.front();
    if (!one.stack.empty() && !left) places.push_back(one.stack.front());
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::string key = std::to_string(static_cast<int>(finding.kind)) + " ";
  for (const std::uint64_t place : places) append_hex(key, place);
  return key + finding.text + std::to_string(finding.exit_status);
}

std::string identity_of(std::uint8_t kind, const std::vector<Choice>& schedule) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  const auto mix = [&](std::uint64_t value) { hash = (hash ^ value) * 0x100'0000'01b3; };
  mix(kind);
  for (const Choice& choice : schedule) {
    mix(choice.task * 2 + (choice.late ? 1 : 0) + 1 + (std::uint64_t{choice.older} << 32));
  }
  char text[12];
  std::snprintf(text, sizeof text, "%06lx", static_cast<unsigned long>((hash >> 20) & 0xff'ffff));
  return text;
}

bool Store::note_finding(const report::Finding& finding, std::uint64_t number,
                         const Visibility& visibility) {
  std::string key = key_of(finding);
  for (KnownFinding& one : findings_) {
    if (one.key != key) continue;
    // What was found when fewer operations were visible is better shown with more of them.
    if (!(one.known.visibility == visibility)) {
      const std::uint64_t first = one.finding.first_found;
      one.finding = finding;
      one.finding.first_found = first;
      one.known = known_here(visibility, true);
    }
    return false;
  }
  if (findings_.size() >= kMostFindings) return false;
  KnownFinding& one = findings_.emplace_back();
  one.key = std::move(key);
  one.finding = finding;
  one.finding.first_found = number;
  one.known = known_here(visibility, true);
  return true;
}

void Store::note_outcome(const Visibility& visibility) {
  const Run& run = core->run;
  const auto same = [&](const KnownOutcome& one) {
    return one.outcome.exit_status == run.exit_status && one.outcome.value == last_value();
  };
  if (last_outcome_ == nullptr || !same(*last_outcome_)) {
    const auto at = std::find_if(outcomes_.begin(), outcomes_.end(),
                                 [&](const auto& one) { return same(*one); });
    if (at != outcomes_.end()) {
      last_outcome_ = at->get();
    } else if (outcomes_.size() >= kMostDistinguished) {
      ++more_outcomes_;
      return;
    } else {
      auto made = std::make_unique<KnownOutcome>();
      made->outcome.value = last_value();
      made->outcome.exit_status = run.exit_status;
      made->outcome.stale_store = made->outcome.spurious = made->outcome.timed_out = true;
      made->known = known_here(visibility, false);
      last_outcome_ = made.get();
      outcomes_.push_back(std::move(made));
    }
  }
  KnownOutcome& one = *last_outcome_;
  ++one.outcome.count;
  one.outcome.stale_store &= run.stale_store;
  one.outcome.spurious &= run.used_late_wake;
  one.outcome.timed_out &= run.used_time_out;
  if (run.stale_store && !one.has_stale && outcomes_.size() <= kMostOutcomes) {
    one.has_stale = true;
    one.stale = run.stale;
    one.stale_known = known_here(visibility, false);
  }
}

bool Store::note(std::uint64_t number, const Visibility& visibility) {
  bool anything_new = false;
  waited_ |= core->run.waited;
  for (const report::Finding& finding : core->run.findings) {
    anything_new |= note_finding(finding, number, visibility);
  }
  if (core->run.end == End::finished) note_outcome(visibility);
  return anything_new;
}

void Store::find_lost_updates() {
  KnownOutcome* faulty = nullptr;
  std::size_t usual = 0;
  for (const auto& one : outcomes_) {
    if (!one->outcome.stale_store) {
      ++usual;
    } else if (faulty == nullptr && one->has_stale) {
      faulty = one.get();
    }
  }
  if (usual != 1 || faulty == nullptr || findings_.size() >= kMostFindings) return;
  KnownFinding& one = findings_.emplace_back();
  one.finding = faulty->stale;
  one.key = key_of(one.finding);
  one.known = std::move(faulty->stale_known);
}

void Store::settle(KnownFinding& one, std::uint64_t trap_step) {
  minimise(one.known, one.key);
  Guide guide(one.known.schedule);
  if (!guide.begin()) return;
  {
    const Under under(one.known.visibility);
    core->manner.detailed = true;
    core->manner.trap_step = trap_step;
    core->watched = places_to_watch(one.finding);
    execute(guide);
    core->watched.clear();
  }
  guide.end(last_execution());
  const report::Finding* again = find_in_run(one.key, core->run);
  if (again == nullptr) {
    undecided("a schedule that did not give the same result again");
    return;
  }
  const std::uint64_t number = one.finding.first_found;
  one.finding = *again;
  one.finding.first_found = number;
  one.finding.events = core->run.events;
  one.finding.old_reads = core->run.old_reads;
  one.finding.late_waits = core->run.late_waits;
  one.finding.unchecked_waits = core->run.unchecked_waits;
  one.finding.preemptions = preemptions_of(last_execution());
  one.finding.schedule = turns_of(one.known.schedule);
  mark_racing(one.finding);
}

/// Two findings may have one schedule: each gets an id of its own, the same every time.
std::string Store::unused_identity(const KnownFinding& one) const {
  for (std::uint8_t more = 0;; more = static_cast<std::uint8_t>(more + 32)) {
    std::string id =
        identity_of(static_cast<std::uint8_t>(static_cast<std::uint8_t>(one.finding.kind) + more),
                    one.known.schedule);
    const bool used = std::any_of(findings_.begin(), findings_.end(),
                                  [&](const auto& other) { return other.finding.id == id; });
    if (!used || more >= 224) return id;
  }
}

/// An outcome's execution once more, with what a replay shows; false: it cannot be done again.
bool Store::show_again(const KnownOutcome& one) {
  Guide guide(one.known.schedule);
  if (!guide.begin()) return false;
  const Under under(one.known.visibility);
  core->manner.detailed = true;
  execute(guide);
  guide.end(last_execution());
  return true;
}

/// What an outcome needs is told where others do without it, and then with places; likewise which
/// waits it has that nobody looks after.
void Store::look_at_waits() {
  const bool all_timed = std::all_of(outcomes_.begin(), outcomes_.end(),
                                     [](const auto& one) { return one->outcome.timed_out; });
  for (std::size_t i = 0; i < std::min(outcomes_.size(), kMostOutcomes); ++i) {
    KnownOutcome& one = *outcomes_[i];
    one.outcome.timed_out &= !all_timed;
    if (!waited_ || !show_again(one)) continue;
    if (one.outcome.spurious || one.outcome.timed_out) one.outcome.late_waits = core->run.late_waits;
    one.outcome.unchecked_waits = core->run.unchecked_waits;
  }
}

/// Of an outcome, which is no fault in itself.
void Store::replay_outcome(report::Report& report, const std::string& replay) {
  const auto at = std::find_if(outcomes_.begin(), outcomes_.end(), [&](const auto& one) {
    return identity_of(kOutcome, one->known.schedule) == replay;
  });
  if (at == outcomes_.end() || !show_again(**at)) return;
  report::Finding& finding = report.findings.emplace_back();
  finding.id = replay;
  finding.kind = FindingKind::outcome;
  finding.spurious = (*at)->outcome.spurious;
  finding.timed_out = (*at)->outcome.timed_out;
  finding.late_waits = core->run.late_waits;
  finding.unchecked_waits = core->run.unchecked_waits;
  finding.events = core->run.events;
  finding.preemptions = preemptions_of(last_execution());
  finding.schedule = turns_of((*at)->known.schedule);
  report.tasks = tasks_of_run();
}

void Store::finish(report::Report& report, const std::string& replay, std::uint64_t trap_step) {
  for (KnownFinding& one : findings_) {
    settle(one, 0);
    one.finding.id = unused_identity(one);
    if (report.tasks.empty()) report.tasks = tasks_of_run();
    if (!replay.empty() && one.finding.id != replay) continue;
    if (!replay.empty() && trap_step != 0) settle(one, trap_step);
    if (!replay.empty()) report.tasks = tasks_of_run();
    if (replay.empty()) one.finding.events.clear();
    report.findings.push_back(one.finding);
  }
  if (!replay.empty() && report.findings.empty()) replay_outcome(report, replay);
  report.outcome_kinds = outcomes_.size() + more_outcomes_;
  std::stable_sort(outcomes_.begin(), outcomes_.end(), [](const auto& a, const auto& b) {
    return a->outcome.count > b->outcome.count;
  });
  look_at_waits();
  for (const auto& one : outcomes_) {
    if (report.outcomes.size() == kMostOutcomes) break;
    one->outcome.id = identity_of(kOutcome, one->known.schedule);
    one->outcome.schedule = turns_of(one->known.schedule);
    report.outcomes.push_back(one->outcome);
  }
}

}  // namespace lockstep::explorer::runtime
