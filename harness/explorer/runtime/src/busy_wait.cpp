#include "busy_wait.hpp"

#include <algorithm>

#include "findings.hpp"
#include "pauses.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

using report::FindingKind;
using report::Participant;

std::uintptr_t place_of(const Task& task) noexcept {
  std::uintptr_t lowest = UINTPTR_MAX;
  for (std::size_t i = 0; i < task.spin.period(); ++i) {
    lowest = std::min(lowest, task.spin.back(i).pc);
  }
  return lowest;
}

Circle* known_circle(std::uintptr_t pc) noexcept {
  for (Circle& circle : core->circles) {
    if (circle.pc == pc) return &circle;
  }
  return nullptr;
}

bool has_busy_wait_of(const Task& task) {
  return std::any_of(
      core->run.findings.begin(), core->run.findings.end(), [&](const report::Finding& one) {
        return one.kind == FindingKind::busy_wait && one.participants.front().task == task.id;
      });
}

}  // namespace

void report_circle(const Task& task) {
  if (task.looks_at_time) return;
  if (task.pauses) {
    note_once(core->notes, "busy-wait");
    return;
  }
  if (has_busy_wait_of(task)) return;
  report::Finding& finding = add_finding(FindingKind::busy_wait);
  Participant participant;
  participant.task = task.id;
  participant.kind = static_cast<std::uint8_t>(Kind::load);
  participant.object = task.spin.back(0).where;
  participant.stack = stack_at(task.spin.back(0).pc);
  participant.step = static_cast<std::uint32_t>(core->run.steps.size());
  finding.participants.push_back(std::move(participant));
}

void note_polling(Task& task, const Observation& now) {
  constexpr std::uint32_t enough = 2;  // looks after the first
  Poll& poll = task.poll;
  if (now.what == Observation::What::pause && now.seen == 1) poll.slept = true;
  if (now.what != Observation::What::value) return;
  const bool again = poll.slept && poll.pc == now.pc && poll.where == now.where;
  if (again && poll.seen == now.seen) {
    ++poll.rounds;
    poll.slept = false;
    return;
  }
  if (again && poll.rounds >= enough) note_once(core->notes, "busy-wait-sleep");
  poll = {now.pc, now.where, now.seen, 0, false};
}

namespace {

/// While the task is in the hook of its last look.
void learn_manners(Task& task) {
  task.pauses = task.looks_at_time = false;
  for (std::size_t i = 0; i < task.spin.period(); ++i) {
    task.pauses |= task.spin.back(i).what == Observation::What::pause;
    task.looks_at_time |= task.spin.back(i).what == Observation::What::time ||
                          task.spin.back(i).what == Observation::What::timeout;
  }
  if (task.pauses || task.looks_at_time || has_busy_wait_of(task)) return;
  task.pauses = has_pause_instruction(task);
}

/// A loop that takes a lock again and again may still count its rounds: that it waited for others
/// is known when it ends as soon as they have changed something.
void report_or_suspect(Task& task) {
  learn_manners(task);
  for (std::size_t i = 0; i < task.spin.period(); ++i) {
    if (task.spin.back(i).what == Observation::What::lock) {
      task.suspected = true;
      return;
    }
  }
  report_circle(task);
}

}  // namespace

bool should_hold_back(Task& task, std::size_t rounds) {
  constexpr std::size_t kMostLooks = 8;  // a clock that it reads may come upon a whole second
  const std::uintptr_t pc = place_of(task);
  if (const Circle* known = known_circle(pc); known != nullptr) {
    if (known->endless && core->run.proving && task.free_rounds != 0) {
      if (rounds == task.looked_at_round) return false;
      task.looked_at_round = rounds;
      task.stands_still = task.standstill.look(task.spin.back(0).pc);
      if (!task.stands_still && rounds < task.free_rounds + kMostLooks) return false;
    }
    if (known->endless) report_or_suspect(task);
    return known->endless;
  }
  if (rounds + 1 < Spin::kProbe || rounds == task.looked_at_round) return false;
  task.looked_at_round = rounds;
  const std::uint64_t others = core->run.effects - task.effects;
  const bool disturbed = others != task.effects_at_look;
  task.effects_at_look = others;
  const bool stands_still = task.standstill.look(task.spin.back(0).pc);
  if (!stands_still && rounds < Spin::kProbe + kMostLooks) return false;
  core->circles.push_back({pc, stands_still || disturbed});
  core->run.visibility_changed = true;
  if (!core->circles.back().endless) return false;
  report_or_suspect(task);
  return true;
}

}  // namespace lockstep::explorer::runtime
