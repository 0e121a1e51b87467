#include "second_look.hpp"

#include <algorithm>

#include "core.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kMostBefore = 8;
constexpr std::size_t kMostAfter = 8;
constexpr std::size_t kMostRecorded = 8;
constexpr std::uint32_t kMostStacks = 20'000;  // in one execution: each takes a walk

void record(const Task& task) {
  std::vector<report::UncheckedWait>& waits = core->run.unchecked_waits;
  if (waits.size() == kMostRecorded) waits.erase(waits.begin());
  waits.push_back({task.id, task.look.wait(), task.look.before(), task.look.after(),
                   task.look.step()});
}

void conclude(Task& task) {
  if (task.look.is_missing()) record(task);
  task.look.close();
}

}  // namespace

void SecondLook::clear() noexcept {
  state_ = State::closed;
  before_.clear();
  after_.clear();
}

void SecondLook::lock_taken() {
  if (state_ == State::waiting) return;
  state_ = State::before;
  before_.clear();
}

void SecondLook::read(const Stack& stack) {
  if (state_ == State::before) {
    if (before_.size() == kMostBefore) before_.erase(before_.begin());
    before_.push_back(stack);
  } else if (state_ == State::after && after_.size() < kMostAfter) {
    after_.push_back(stack);
    looked_ |= std::find(before_.begin(), before_.end(), stack) != before_.end();
  }
}

void SecondLook::wait_begins(const Stack& stack) {
  // Whoever waits again in a loop has looked for the next time with what it read last.
  if (state_ == State::after) before_ = after_;
  state_ = State::waiting;
  wait_ = stack;
}

void SecondLook::wait_ends(std::uint32_t step) {
  step_ = step;
  state_ = State::after;
  looked_ = false;
  after_.clear();
}

bool SecondLook::is_open() const noexcept {
  return state_ == State::before ||
         (state_ == State::after && !looked_ && after_.size() < kMostAfter);
}

/// Who read nothing before the wait has no condition to look at.
bool SecondLook::is_missing() const noexcept {
  return state_ == State::after && !looked_ && !before_.empty();
}

void SecondLook::close() noexcept {
  if (state_ == State::after) state_ = State::closed;
}

void note_look(std::uintptr_t pc) {
  Task& now = self();
  if (!core->manner.detailed || now.held.empty() || !now.look.is_open()) return;
  if (core->run.stacks_of_looks == kMostStacks) return now.look.clear();
  ++core->run.stacks_of_looks;
  now.look.read(stack_at(pc));
}

void note_look_lock_taken() {
  if (core->manner.detailed) self().look.lock_taken();
}

void note_look_wait_begins() {
  if (!core->manner.detailed) return;
  if (self().look.is_missing()) record(self());
  self().look.wait_begins(self().stack);
}

void note_look_wait_ends() {
  if (!core->manner.detailed) return;
  self().look.wait_ends(static_cast<std::uint32_t>(core->run.steps.size()));
}

void note_look_lock_given() {
  if (core->manner.detailed) conclude(self());
}

void note_looks_at_end() {
  if (!core->manner.detailed) return;
  for (std::size_t i = 0; i < core->task_count; ++i) conclude(*core->tasks[i]);
}

}  // namespace lockstep::explorer::runtime
