#include "findings.hpp"

#include <algorithm>
#include <utility>

#include "access.hpp"
#include "program_code.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

using report::FindingKind;
using report::Participant;

std::uint32_t current_step() { return static_cast<std::uint32_t>(core->run.steps.size()); }

}  // namespace

std::vector<report::Held> held_by(const Task& task) {
  std::vector<report::Held> held;
  for (const HeldLock& lock : task.held) {
    held.push_back({address_of(lock.object),
                    lock.stack.empty() ? std::vector<std::uint64_t>{lock.pc} : lock.stack});
  }
  return held;
}

report::Finding& add_finding(FindingKind kind) {
  Run& run = core->run;
  report::Finding& finding = run.findings.emplace_back();
  finding.kind = kind;
  finding.spurious = run.used_late_wake;
  finding.timed_out = run.used_time_out;
  run.failed = true;
  return finding;
}

namespace {

/// What `task` is about to do, or waits for.
Participant waiting(const Task& task) {
  Participant participant;
  participant.task = task.id;
  participant.kind = static_cast<std::uint8_t>(task.pending.kind);
  participant.object =
      task.pending.kind == Kind::join ? task.waits_for : address_of(task.pending.first.object);
  participant.stack = task.stack.empty() ? std::vector<std::uint64_t>{task.pending.pc} : task.stack;
  participant.held = held_by(task);
  participant.step = current_step();
  return participant;
}

template <class Wanted>
std::vector<Participant> waiting_tasks(Wanted&& wanted) {
  std::vector<Participant> participants;
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& task = *core->tasks[i];
    if (task.life == Life::alive && wanted(task)) participants.push_back(waiting(task));
  }
  return participants;
}

/// The task sleeps on something that was last notified before it came, and woke nobody then.
const Notified* missed_by(const Task& task) noexcept {
  if (task.gate != Gate::woken || task.waits == nullptr) return nullptr;
  const Notified& last = task.waits->notified;
  return last.by != kNoTask && last.woke_nobody && last.by != task.id ? &last : nullptr;
}

Participant too_early(const Notified& notified, Number object) {
  Participant participant;
  participant.task = notified.by;
  participant.kind = static_cast<std::uint8_t>(Kind::notify_one);
  participant.object = address_of(object);
  participant.stack =
      notified.stack.empty() ? std::vector<std::uint64_t>{notified.pc} : notified.stack;
  participant.step = notified.step;
  return participant;
}

/// Who has what the task waits for; kNoTask where that is nobody in particular.
TaskId waits_for(const Task& task) noexcept {
  switch (task.gate) {
    case Gate::mutex:
    case Gate::reader:
    case Gate::initialised:
      return task.waits->owner;
    case Gate::writer:
      if (task.waits->owner != kNoTask) return task.waits->owner;
      return task.waits->readers.empty() ? kNoTask : task.waits->readers.front();
    case Gate::ended:
      return task.waits_for;
    default:
      return kNoTask;
  }
}

bool waits_in_cycle(const Task& start) noexcept {
  const Task* at = &start;
  for (std::size_t i = 0; i <= core->task_count; ++i) {
    if (at->life != Life::alive || at->timed || can_go(*at)) return false;
    const TaskId next = waits_for(*at);
    if (next == kNoTask) return false;
    at = &task(next);
    if (at == &start) return true;
  }
  return false;
}

std::vector<std::uint64_t> watched_stack(TaskId task, std::uintptr_t pc) {
  for (std::size_t i = 0; i < core->watched.size(); ++i) {
    const std::size_t at = task * core->watched.size() + i;
    if (core->watched[i] == pc && at < core->watched_stacks.size() &&
        !core->watched_stacks[at].empty()) {
      return core->watched_stacks[at];
    }
  }
  return {pc};
}

/// What more bytes hold tells nobody anything.
std::string bytes_at(std::uintptr_t address, std::uint32_t size) {
  constexpr std::uint32_t most = 16;
  return size > most ? "" : std::string(reinterpret_cast<const char*>(address), size);
}

}  // namespace

Participant accessing(TaskId task, AccessKey key, const MemoryAccess& access) {
  Participant participant;
  participant.task = task;
  participant.write = (key & kWrite) != 0;
  participant.atomic = (key & kAtomic) != 0;
  participant.kind = static_cast<std::uint8_t>(
      participant.atomic ? (participant.write ? Kind::store : Kind::load)
                         : (participant.write ? Kind::write : Kind::read));
  participant.object = access.address;
  participant.size = access.size;
  participant.step = current_step();
  return participant;
}

namespace {

std::vector<std::uint64_t> created_place(const Task& task) {
  if (!task.created_stack.empty()) return task.created_stack;
  return {task.created_at};
}

/// Threads that nobody has joined, each where it was created.
void add_unjoined(report::Finding& finding) {
  for (std::size_t i = 1; i < core->task_count; ++i) {
    const Task& left = *core->tasks[i];
    if (left.joined || left.detached) continue;
    Participant participant;
    participant.task = left.id;
    participant.kind = static_cast<std::uint8_t>(Kind::create);
    participant.stack = created_place(left);
    finding.participants.push_back(std::move(participant));
  }
}

bool reported(FindingKind kind, std::uintptr_t a, std::uintptr_t b) {
  return std::any_of(core->run.findings.begin(), core->run.findings.end(),
                     [&](const report::Finding& finding) {
                       if (finding.kind != kind || finding.participants.size() != 2) return false;
                       const auto x = finding.participants[0].stack.front();
                       const auto y = finding.participants[1].stack.front();
                       return (x == a && y == b) || (x == b && y == a);
                     });
}

}  // namespace

Task* report_deadlock() {
  for (std::size_t i = 0; i < core->task_count; ++i) {
    Task& task = *core->tasks[i];
    if (task.life != Life::alive) continue;
    if (const Notified* notified = missed_by(task); notified != nullptr) {
      report::Finding& finding = add_finding(FindingKind::lost_wakeup);
      finding.participants = waiting_tasks([](const Task&) { return true; });
      std::stable_partition(finding.participants.begin(), finding.participants.end(),
                            [&](const Participant& one) { return one.task == task.id; });
      finding.participants.insert(finding.participants.begin() + 1,
                                  too_early(*notified, task.waits->number));
      return &task;
    }
  }
  add_finding(FindingKind::deadlock).participants = waiting_tasks([](const Task&) { return true; });
  return nullptr;
}

void report_livelock() {
  std::vector<Participant> all = waiting_tasks([](const Task&) { return true; });
  // Whoever goes round is busy, even if the next it would do is to take a lock that is free.
  for (Participant& one : all) {
    if (task(one.task).held_back) one.kind = static_cast<std::uint8_t>(Kind::yield);
  }
  add_finding(FindingKind::livelock).participants = std::move(all);
}

void report_partial_deadlock() {
  std::vector<Participant> stuck = waiting_tasks(waits_in_cycle);
  if (!stuck.empty()) add_finding(FindingKind::deadlock).participants = std::move(stuck);
}

bool promote(std::uintptr_t pc) { return is_program_code(pc) && core->promoted.add(pc); }

void report_conflict(const Conflict& conflict, const MemoryAccess& access) {
  Run& run = core->run;
  const FindingKind kind = conflict.freed ? FindingKind::use_after_free : FindingKind::data_race;
  if (!conflict.freed) {
    const bool plain = (access.key & kAtomic) == 0;
    const bool other_plain = (conflict.other.key & kAtomic) == 0;
    if (plain && promote(access.pc)) run.visibility_changed = true;
    if (other_plain && promote(conflict.other.pc)) run.visibility_changed = true;
    any_special |= run.visibility_changed;
  }
  if (reported(kind, conflict.other.pc, access.pc) || run.findings.size() >= kMostFindingsOfRun)
    return;
  report::Finding& finding = add_finding(kind);
  const TaskId other = task_of(conflict.other.key);
  Participant first = accessing(other, conflict.other.key, access);
  first.stack = watched_stack(other, conflict.other.pc);
  first.step = 0;
  Participant second = accessing(self().id, access.key, access);
  second.stack = stack_at(access.pc);
  second.held = held_by(self());
  if (!conflict.freed) second.value = bytes_at(access.address, access.size);
  finding.participants.push_back(std::move(first));
  finding.participants.push_back(std::move(second));
}

void report_misuse(FindingKind kind, std::uintptr_t pc, Number object, TaskId other,
                   std::uintptr_t other_pc) {
  report::Finding& finding = add_finding(kind);
  Participant participant;
  participant.task = self().id;
  participant.object = address_of(object);
  participant.stack = stack_at(pc);
  participant.held = held_by(self());
  participant.step = current_step();
  finding.participants.push_back(std::move(participant));
  if (other == kNoTask) return;
  Participant second;
  second.task = other;
  second.kind = static_cast<std::uint8_t>(Kind::lock);
  second.object = address_of(object);
  second.stack = {other_pc};
  finding.participants.push_back(std::move(second));
}

void report_used_and_destroyed(const Object& object, const Deed& use, const Deed& destruction) {
  report::Finding& finding = add_finding(FindingKind::destroyed_while_used);
  for (const Deed* each : {&use, &destruction}) {
    Participant participant;
    participant.task = each->task;
    participant.kind = static_cast<std::uint8_t>(each->kind);
    participant.object = address_of(object.number);
    participant.stack = each->stack;
    finding.participants.push_back(std::move(participant));
  }
  finding.participants[use.task == self().id ? 0 : 1].step = current_step();
}

void report_crash(FindingKind kind, int number, std::string text, std::uintptr_t pc) {
  report::Finding& finding = add_finding(kind);
  if (kind == FindingKind::exit_status) {
    finding.exit_status = number;
  } else {
    finding.signal = number;
  }
  constexpr std::size_t most = 400;
  finding.text = text.substr(0, most);
  Participant participant;
  participant.task = self().id;
  participant.kind = static_cast<std::uint8_t>(Kind::exit);
  participant.stack = pc == 0 ? std::vector<std::uint64_t>{} : stack_at(pc);
  participant.held = held_by(self());
  participant.step = current_step();
  finding.participants.push_back(std::move(participant));
  if (kind == FindingKind::unjoined_thread) add_unjoined(finding);
}

namespace {

struct StaleWrite {
  std::uint64_t object = 0;
  bool atomic = false;
  TaskId lost_by = 0;  // whose change is overwritten
  std::uintptr_t lost_at = 0;
  const std::vector<std::uint64_t>& lost_stack;  // empty where it is not known
};

void note_stale(const StaleWrite& stale, std::uintptr_t pc) {
  Run& run = core->run;
  if (run.stale_store) return;
  run.stale_store = true;
  const auto took_part = [&](TaskId task, std::vector<std::uint64_t> stack) {
    Participant participant;
    participant.task = task;
    participant.kind = static_cast<std::uint8_t>(stale.atomic ? Kind::store : Kind::write);
    participant.write = true;
    participant.atomic = stale.atomic;
    participant.object = stale.object;
    participant.stack = std::move(stack);
    return participant;
  };
  run.stale.kind = FindingKind::lost_update;
  run.stale.participants = {
      took_part(stale.lost_by, stale.lost_stack.empty() ? std::vector<std::uint64_t>{stale.lost_at}
                                                        : stale.lost_stack),
      took_part(self().id, stack_at(pc))};
  run.stale.participants.back().step = current_step();
}

}  // namespace

void note_stale_store(const Object& object, std::uintptr_t pc) {
  note_stale({address_of(object.number), true, object.last_writer, object.last_write_pc,
              object.last_write_stack},
             pc);
}

void note_stale_write(const Overwritten::Place& place, std::uintptr_t pc) {
  if (core->run.stale_store) return;
  note_stale({place.address, false, place.writer, place.pc, place.stack}, pc);
  const std::uintptr_t read_at = place.read_by(self().id);
  if (read_at == 0) return;
  Participant reading;
  reading.task = self().id;
  reading.kind = static_cast<std::uint8_t>(Kind::read);
  reading.object = place.address;
  reading.stack = watched_stack(self().id, read_at);
  core->run.stale.participants.push_back(std::move(reading));
}

void report_unjoined() {
  std::vector<Participant> left = waiting_tasks(
      [](const Task& task) { return task.id != 0 && &task != &self() && !task.detached; });
  if (left.empty()) return;
  for (Participant& one : left) {
    const Task& unjoined = task(one.task);
    one.stack = created_place(unjoined);
  }
  add_finding(FindingKind::unjoined_thread).participants = std::move(left);
}

}  // namespace lockstep::explorer::runtime
