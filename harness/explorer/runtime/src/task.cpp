#include "task.hpp"

namespace lockstep::explorer::runtime {

void Task::renew(TaskId as) {
  id = as;
  life = Life::alive;
  gate = Gate::open;
  timed = may_wake = woken = late = in_operation = held_back = suspected = false;
  pending = Operation{};
  reads = {};
  older = 0;
  waits = nullptr;
  waits_for = kNoTask;
  woken_spuriously = waited = 0;
  deadline = 0;
  channel = nullptr;
  channels = 0;
  spin.clear();
  poll = {};
  standstill.clear();
  effects = effects_of_others = effects_at_look = accesses_at_round = 0;
  pauses = looks_at_time = reads_plainly = stands_still = false;
  free_rounds = rounds_when_held = looked_at_round = 0;
  clock.clear();
  acquired.clear();
  fence_released.clear();
  clock.set(as, 1);
  heights.clear();
  look.clear();
  detached = joined = false;
  start = nullptr;
  argument = result = nullptr;
  creator = kNoTask;
  created_at = 0;
  created_stack.clear();
  held.clear();
  keys.clear();
  destructors.clear();
  last_calls.clear();
  cleanup = nullptr;
  stack.clear();
}

}  // namespace lockstep::explorer::runtime
