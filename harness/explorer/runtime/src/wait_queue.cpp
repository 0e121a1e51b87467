#include "wait_queue.hpp"

#include <algorithm>

#include "circles.hpp"

namespace lockstep::explorer::runtime {
namespace {

void leave(Object& object, TaskId task) {
  object.waiters.erase(std::remove(object.waiters.begin(), object.waiters.end(), task),
                       object.waiters.end());
}

/// The oldest notification that came after `ticket`.
auto signal_for(Object& object, std::uint64_t ticket) {
  return std::find_if(object.signals.begin(), object.signals.end(),
                      [&](std::uint64_t signal) { return signal > ticket; });
}

std::uint64_t asleep(const Object& object) noexcept {
  return static_cast<std::uint64_t>(std::count_if(object.waiters.begin(), object.waiters.end(),
                                                  [](TaskId id) { return !task(id).woken; }));
}

void wake_all(Object& object) noexcept {
  object.signals.clear();
  for (const TaskId id : object.waiters) task(id).woken = true;
}

}  // namespace

bool is_woken(const Task& task) noexcept {
  if (task.woken) return true;
  return task.waits != nullptr && signal_for(*task.waits, task.ticket) != task.waits->signals.end();
}

void begin_waiting(Object& object) {
  Task& now = self();
  now.woken = false;
  now.ticket = ++object.tickets;
  object.waiters.push_back(now.id);
}

bool wait_until_woken(Kind kind, Object& object, std::uintptr_t pc, Waits limit) {
  Task& now = self();
  limit.gate = Gate::woken;
  limit.object = &object;
  Operation operation;
  operation.kind = kind;
  operation.first = {object.number, Use::write};
  operation.pc = pc;
  const bool woken = perform(operation, limit);
  if (woken && !now.woken) object.signals.erase(signal_for(object, now.ticket));
  leave(object, now.id);
  now.woken = false;
  if (woken || !limit.timed) {
    effect();
  } else {
    observe({Observation::What::timeout, 0, pc, object.number, 0});
  }
  return woken;
}

std::uint64_t wake(Object& object, std::uint64_t most, std::uintptr_t pc) {
  const std::uint64_t sleeping = asleep(object) - object.signals.size();
  const std::uint64_t woken = std::min(most, sleeping);
  Notified& last = object.notified;
  last.by = self().id;
  last.pc = pc;
  last.stack = stack_at(pc);
  last.step = static_cast<std::uint32_t>(core->run.steps.size());
  last.time = self().clock.of(last.by);
  last.woke_nobody = woken == 0;
  if (woken == 0) return 0;
  if (woken == sleeping) {
    wake_all(object);
  } else {
    for (std::uint64_t i = 0; i < woken; ++i) object.signals.push_back(++object.tickets);
  }
  effect();
  return woken;
}

}  // namespace lockstep::explorer::runtime
