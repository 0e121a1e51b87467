#include "scheduler.hpp"

#include <csignal>

#include <algorithm>

#include "backtrace.hpp"
#include "channels.hpp"
#include "circles.hpp"
#include "findings.hpp"
#include "patience.hpp"
#include "returned.hpp"
#include "wait_queue.hpp"
#include "weak_memory.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::uint32_t kForcedTurns = 8;  // of each task that waits in circles, on average
constexpr std::size_t kForcedRounds = 60;  // of one such turn
constexpr unsigned kMostDoublings = 32;    // of a millisecond: some weeks

bool gate_open(const Task& task) noexcept {
  switch (task.gate) {
    case Gate::open:
      return true;
    case Gate::mutex:
      return task.waits->owner == kNoTask ||
             (task.waits->recursive && task.waits->owner == task.id);
    case Gate::writer:
      return task.waits->owner == kNoTask && task.waits->readers.empty();
    case Gate::reader:
    case Gate::initialised:
      return task.waits->owner == kNoTask;
    case Gate::tokens:
      return task.waits->tokens > 0;
    case Gate::woken:
      return is_woken(task);
    case Gate::ended:
      return core->tasks[task.waits_for]->life == Life::ended;
    case Gate::channel:
      return is_ready(*task.channel);
    case Gate::asleep:
      return false;
  }
  return false;
}

bool can_go_late(const Task& task) noexcept {
  if (task.held_back && !may_leave_circle(task)) return false;
  return task.gate == Gate::asleep || task.timed ||
         (task.may_wake && task.woken_spuriously < core->manner.spurious);
}

/// Appends everything that could happen next; true if some of it needs no spurious wake-up.
bool list_candidates(std::vector<Candidate>& into) {
  bool real = false;
  const std::size_t first = into.size();
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& task = *core->tasks[i];
    if (task.life != Life::alive) continue;
    if (can_go(task)) {
      into.push_back({{task.id, false}, task.pending});
      if (task.reads.history != nullptr) offer_older(into, task);
      real = true;
    } else if (can_go_late(task)) {
      into.push_back({{task.id, true}, task.pending});
      real |= task.timed || task.gate == Gate::asleep;
    }
  }
  if (core->run.waited_in_vain) be_fair(into, first);
  return real;
}

bool anybody_alive() noexcept {
  return std::any_of(core->tasks.begin(),
                     core->tasks.begin() + static_cast<std::ptrdiff_t>(core->task_count),
                     [](const auto& task) { return task->life == Life::alive; });
}

/// Only tasks that wait in circles could go on: the next of them gets a turn, so that loops that
/// count their rounds or look at the clock come to their end. nullptr: there is none.
Task* next_in_circle(TaskId after) noexcept {
  const auto count = static_cast<TaskId>(core->task_count);
  for (TaskId i = 1; i <= count; ++i) {
    Task& task = *core->tasks[(after + i) % count];
    if (task.life != Life::alive || !task.held_back) continue;
    task.held_back = false;
    if (can_go(task) || can_go_late(task)) {
      task.spin.clear();
      task.free_rounds = kForcedRounds;
      task.standstill.clear();
      task.stands_still = false;
      return &task;
    }
    task.held_back = true;
  }
  return nullptr;
}

void end_blocked() {
  Run& run = core->run;
  if (!run.blocked.empty()) return;
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& task = *core->tasks[i];
    if (task.life == Life::alive && !task.in_operation)
      run.blocked.push_back({{task.id, false}, task.pending});
  }
}

/// Keeps time going for loops that look at the clock.
void let_time_pass() noexcept {
  const unsigned doubling = std::min(4 * core->run.forced, kMostDoublings);
  core->run.time += (std::uint64_t{1} << doubling) * 1'000'000;
}

/// Every task that waits in circles has gone round so often without anything having changed, and
/// stood still in the end, that none ever will get on. Who counts its rounds goes on counting.
bool circles_are_endless() noexcept {
  Run& run = core->run;
  std::uint32_t held = 0;
  bool still = true;
  for (std::size_t i = 0; i < core->task_count; ++i) {
    const Task& task = *core->tasks[i];
    if (task.life != Life::alive || !task.held_back) continue;
    ++held;
    still &= task.stands_still;
  }
  held = std::max(held, 1U);
  run.proving = run.forced + held >= kForcedTurns * held;
  return run.forced >= kForcedTurns * held && still;
}

void go_on_in(Task& next) {
  Task& now = self();
  if (&next == &now) return;
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  now.fiber.deepest = std::min(now.fiber.deepest, here);
  core->current = &next;
  core->fibers.switch_to(now.fiber, next.fiber);
}

constexpr const char* kOutside = "waiting for another process, or for a signal";

/// What the task waits for may come from another process, or from the handler of a signal, which
/// may post a semaphore but notify nobody.
bool waits_for_outside(const Task& task) noexcept {
  if (task.life != Life::alive) return false;
  if (task.gate == Gate::woken) return core->run.has_children;
  return task.gate == Gate::channel || task.gate == Gate::tokens;
}

bool anybody_waits_for_outside() noexcept {
  return core->run.left_sight &&
         std::any_of(core->tasks.begin(),
                     core->tasks.begin() + static_cast<std::ptrdiff_t>(core->task_count),
                     [](const auto& task) { return waits_for_outside(*task); });
}

/// Was a wake-up lost, or is there nothing to wake up for? Whoever was notified too early is woken
/// now and may look again: if it goes back to sleep at once, the notification was not for it.
Task& end_in_deadlock() {
  if (anybody_waits_for_outside()) cut_off(kOutside);
  Task* missed = report_deadlock();
  if (missed == nullptr) finish(End::deadlock);
  core->run.probe = missed->waits;
  missed->woken = true;
  return *missed;
}

/// Not nullptr: the execution is over, and only goes on in this task to see what it does.
Task* force_turn(TaskId previous, std::size_t first) {
  Run& run = core->run;
  const bool endless = circles_are_endless();
  Task* next = endless ? nullptr : next_in_circle(previous);
  if (next == nullptr) {
    run.candidates.resize(first);
    end_blocked();
    if (endless) {
      if (run.left_sight) cut_off(kOutside);
      report_livelock();
      finish(End::livelock);
    }
    return &end_in_deadlock();
  }
  ++run.forced;
  let_time_pass();
  run.candidates.resize(first);
  run.candidates.push_back({{next->id, !can_go(*next)}, next->pending});
  return nullptr;
}

/// In a probe: what the woken task does next decides.
void judge_probe(const Operation& operation, const Waits& waits) {
  const Object* slept_on = core->run.probe;
  const bool sleeps_again =
      (operation.kind == Kind::wait_begin || operation.kind == Kind::futex_begin) &&
      operation.first.object == slept_on->number;
  const bool looks = operation.kind == Kind::lock || operation.kind == Kind::load ||
                     operation.kind == Kind::read || operation.kind == Kind::read_lock ||
                     operation.kind == Kind::yield || operation.kind == Kind::fence;
  Task& now = self();
  now.gate = waits.gate;
  now.waits = waits.object;
  now.waits_for = waits.task;
  now.channel = waits.channel;
  const bool blocked = looks && !can_go(now);
  if (looks && !blocked && ++core->run.probe_steps < 64) return;
  if (sleeps_again || blocked) core->run.findings.back().kind = report::FindingKind::deadlock;
  finish(End::deadlock);
}

void add_to_hash(const Step& step) noexcept {
  std::uint64_t& hash = core->run.hash;
  const auto mix = [&](std::uint64_t value) { hash = (hash ^ value) * 0x100'0000'01b3; };
  mix(step.choice.task * 2 + (step.choice.late ? 1 : 0) + (std::uint64_t{step.choice.older} << 32));
  mix(static_cast<std::uint64_t>(step.operation.kind));
  mix(step.operation.first.object);
}

void record_late_wait(const Task& task) {
  constexpr std::size_t most = 8;
  std::vector<report::LateWait>& waits = core->run.late_waits;
  if (!core->manner.detailed) return;
  if (waits.size() == most) waits.erase(waits.begin());
  waits.push_back({task.id, task.timed, task.stack});
}

void take_turn(Task& next, Choice choice) {
  Run& run = core->run;
  next.late = choice.late;
  next.older = choice.older;
  if (!choice.late) return;
  run.time = std::max(run.time, next.deadline);
  if (next.gate == Gate::asleep) return;
  record_late_wait(next);
  if (next.timed) {
    run.used_time_out = true;
  } else {
    ++next.woken_spuriously;
    run.used_late_wake = true;
  }
}

/// Decides who goes next and records the step.
Task& choose(TaskId previous) {
  Run& run = core->run;
  if (run.decisions >= core->manner.step_limit) {
    report_partial_deadlock();
    finish(End::step_limit);
  }
  const std::size_t first = run.candidates.size();
  const bool real = list_candidates(run.candidates);
  if (!real) {
    if (!anybody_alive()) {
      run.candidates.resize(first);
      finish(End::finished);
    }
    if (Task* probed = force_turn(previous, first); probed != nullptr) return *probed;
  }
  const std::span<const Candidate> candidates(run.candidates.data() + first,
                                              run.candidates.size() - first);
  const std::size_t index = core->strategy->choose(candidates, run.steps);
  if (index >= candidates.size()) finish(End::abandoned);
  const Candidate chosen = candidates[index];
  run.steps.push_back({chosen.choice, chosen.operation, true, static_cast<std::uint32_t>(first),
                       static_cast<std::uint32_t>(candidates.size())});
  ++run.decisions;
  add_to_hash(run.steps.back());
  Task& next = task(chosen.choice.task);
  next.held_back = false;
  note_turn(next, chosen);
  take_turn(next, chosen.choice);
  return next;
}

void record_event(const Task& now) {
  Run& run = core->run;
  report::Event event;
  event.step = static_cast<std::uint32_t>(run.steps.size());
  event.task = now.id;
  event.kind = static_cast<std::uint8_t>(run.steps.back().operation.kind);
  event.late = run.steps.back().choice.late;
  event.older = run.steps.back().choice.older;
  event.object = address_of(run.steps.back().operation.first.object);
  event.stack = now.stack;
  run.events.push_back(std::move(event));
}

}  // namespace

bool can_go(const Task& task) noexcept {
  if (task.held_back && !may_leave_circle(task)) return false;
  return gate_open(task);
}

bool perform(const Operation& operation, const Waits& waits) {
  Task& now = self();
  if (core->run.probe != nullptr) {
    judge_probe(operation, waits);
    return true;
  }
  note_operation(operation.pc);
  now.pending = operation;
  now.gate = waits.gate;
  now.waits = waits.object;
  now.waits_for = waits.task;
  now.channel = waits.channel;
  now.timed = waits.timed;
  now.may_wake = waits.may_wake;
  now.deadline = waits.deadline;
  now.stack_at_hook = stack_at_hook;
  if (core->manner.detailed) now.stack = stack_at(operation.pc);
  now.in_operation = false;
  go_on_in(choose(now.id));
  now.in_operation = true;
  renew_mark();
  if (core->run.probe != nullptr) return true;
  now.timed = now.may_wake = false;
  if (core->manner.detailed) {
    record_event(now);
    if (core->run.steps.size() == core->manner.trap_step) raise(SIGTRAP);
  }
  return !now.late;
}

void perform_silently(const Operation& operation) {
  Run& run = core->run;
  if (run.probe != nullptr) return judge_probe(operation, {});
  Task& now = self();
  run.steps.push_back({{now.id, false}, operation, false, 0, 0});
  add_to_hash(run.steps.back());
  if (!core->manner.detailed) return;
  now.stack = stack_at(operation.pc);
  record_event(now);
}

void amend_use(Use use) noexcept { core->run.steps.back().operation.first.use = use; }

void effect() {
  Task& now = self();
  now.poll = {};
  ++now.effects;
  ++core->run.effects;
  leave_circle(now);
  core->run.forced = 0;
}

bool choose_first() {
  Run& run = core->run;
  const Task& first = *core->tasks[0];
  run.candidates.push_back({{first.id, false}, first.pending});
  const std::size_t index = core->strategy->choose(run.candidates, run.steps);
  if (index != 0) {
    run.end = End::abandoned;
    return false;
  }
  run.steps.push_back({{first.id, false}, first.pending, true, 0, 1});
  ++run.decisions;
  add_to_hash(run.steps.back());
  return true;
}

void leave_for_ever() {
  Task& now = self();
  now.life = Life::ended;
  Task& next = choose(now.id);
  core->current = &next;
  core->fibers.switch_to(now.fiber, next.fiber);
  __builtin_unreachable();
}

void finish(End end) {
  active = false;
  core->run.end = end;
  end_blocked();
  Task& now = self();
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  now.fiber.deepest = std::min(now.fiber.deepest, here);
  core->fibers.switch_to(now.fiber, core->controller);
  __builtin_unreachable();
}

void cut_off(const char* why) {
  active = false;
  undecided(why);
  core->run.cut_off = true;
  finish(End::step_limit);
}

Task& add_task() {
  if (core->task_count == core->tasks.size()) core->tasks.push_back(std::make_unique<Task>());
  if (core->task_count >= kMostTasks) cut_off("too many threads");
  Task& task = *core->tasks[core->task_count];
  task.renew(static_cast<TaskId>(core->task_count++));
  return task;
}

std::vector<std::uint64_t> stack_at(std::uintptr_t pc) {
  if (!core->manner.detailed) return {pc};
  return backtrace_from(pc);
}

}  // namespace lockstep::explorer::runtime
