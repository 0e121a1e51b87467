#include "circles.hpp"

#include <algorithm>

#include "busy_wait.hpp"
#include "channels.hpp"

namespace lockstep::explorer::runtime {
namespace {

bool sees_change(const Observation& seen) noexcept {
  switch (seen.what) {
    case Observation::What::value: {
      std::uint64_t now = 0;
      const auto* at = reinterpret_cast<const unsigned char*>(seen.where);
      for (unsigned i = 0; i < seen.size; ++i) now |= std::uint64_t{at[i]} << (8 * i);
      return now != seen.seen;
    }
    case Observation::What::refused: {
      const Object* object = core->objects.find(seen.where);
      if (is_channel(seen.where)) return object == nullptr || object->version != seen.seen;
      return object == nullptr ||
             (object->owner == kNoTask && object->readers.empty() &&
              (object->tokens != 0 ||
               object->number >> 56 != static_cast<std::uint64_t>(Space::semaphore) + 1));
    }
    case Observation::What::pause:
    case Observation::What::time:
    case Observation::What::lock:
    case Observation::What::timeout:
      return false;
  }
  return false;
}

/// Elsewhere in its circle the task holds fewer locks, so that is where it waits: here it would
/// keep out those who are to change something.
bool gives_locks_later(const Task& task) noexcept {
  for (std::size_t i = 0; i < task.spin.period(); ++i) {
    if (task.spin.back(i).locks < task.held.size()) return true;
  }
  return false;
}

}  // namespace

bool may_leave_circle(const Task& task) noexcept {
  const std::uint64_t others = core->run.effects - task.effects;
  if (task.reads_plainly && others != task.effects_of_others) return true;
  for (std::size_t i = 0; i < task.spin.period(); ++i) {
    if (sees_change(task.spin.back(i))) return true;
  }
  return false;
}

void hold_back(Task& task) noexcept {
  task.held_back = true;
  task.effects_of_others = core->run.effects - task.effects;
  core->run.spun = true;
}

void leave_circle(Task& task) {
  const bool at_once = task.suspected && task.spin.rounds() <= task.rounds_when_held + 2;
  if (at_once) report_circle(task);
  task.suspected = false;
  task.free_rounds = 0;
  task.spin.clear();
}

bool looks_again(Observation observation) noexcept {
  const Spin& spin = self().spin;
  observation.between = reads_between;
  observation.locks = self().held.size();
  return spin.period() != 0 && spin.rounds() >= Spin::kRepeats &&
         spin.back(spin.period() - 1) == observation;
}

void observe(Observation observation) {
  Task& now = self();
  observation.between = reads_between;
  observation.locks = now.held.size();
  reads_between = 0;
  if (now.suspected && now.spin.period() != 0 &&
      !(now.spin.back(now.spin.period() - 1) == observation)) {
    leave_circle(now);
  }
  note_polling(now, observation);
  const std::size_t rounds = now.spin.observe(observation);
  if (rounds < std::max(Spin::kRepeats, now.free_rounds)) return;
  if (gives_locks_later(now)) return;
  now.reads_plainly = core->accesses != now.accesses_at_round;
  now.accesses_at_round = core->accesses;
  if (!should_hold_back(now, rounds)) return;
  now.rounds_when_held = rounds;
  hold_back(now);
}

}  // namespace lockstep::explorer::runtime
