// What the machine's instructions do.
#include <algorithm>

#include "simulator.hpp"

namespace lockstep::explorer::simulator {

void Machine::remember(TaskId task, std::int32_t value) {
  tasks_[task].memory = tasks_[task].memory * 1'000'003 + static_cast<std::uint64_t>(value) + 7;
}

Operation Machine::carry_out_memory(TaskId number, const Instruction& now, Operation done) {
  Task& task = tasks_[number];
  std::int32_t& variable = variables_[now.a];
  switch (now.what) {
    case Do::load:
      task.accumulator = variable;
      remember(number, variable);
      break;
    case Do::store:
      variable = task.accumulator;
      break;
    case Do::store_value:
      variable = now.value;
      break;
    case Do::add:
      task.accumulator = variable;
      remember(number, variable);
      variable += now.value;
      break;
    default:
      remember(number, variable == task.accumulator ? 1 : 0);
      if (variable == task.accumulator) {
        variable += now.value;
      } else {
        done.first.use = Use::read;
      }
  }
  ++task.at;
  return done;
}

Operation Machine::carry_out_lock(TaskId number, const Instruction& now, Operation done,
                                  bool late) {
  Task& task = tasks_[number];
  Mutex& mutex = mutexes_[now.a];
  ++task.at;
  switch (now.what) {
    case Do::lock:
      mutex.owner = number;
      break;
    case Do::try_lock:
    case Do::timed_lock: {
      const bool free = !late && mutex.owner == UINT32_MAX && mutex.readers == 0;
      if (free) mutex.owner = number;
      if (!free) done.first.use = now.what == Do::try_lock ? Use::read : Use::none;
      if (!free && now.what == Do::timed_lock) done.first.object = 0;
      task.holds[now.a] = free;
      task.accumulator = free ? 1 : 0;
      remember(number, task.accumulator);
      break;
    }
    case Do::unlock_held:
    case Do::unlock:
      mutex.owner = UINT32_MAX;
      task.holds[now.a] = false;
      break;
    case Do::read_lock:
      ++mutex.readers;
      break;
    default:
      --mutex.readers;
  }
  return done;
}

void Machine::wake(std::vector<TaskId>& queue, bool all) {
  const std::size_t count = all ? queue.size() : std::min<std::size_t>(queue.size(), 1);
  for (std::size_t at = 0; at < count; ++at) tasks_[queue[at]].woken = true;
  queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(count));
}

Operation Machine::carry_out_wait(TaskId number, const Instruction& now, Operation done,
                                  bool late) {
  Task& task = tasks_[number];
  const bool futex = now.what == Do::futex_wait;
  std::vector<TaskId>& queue = futex ? sleeping_[now.a] : waiting_[now.a];
  if (task.phase == 0) {
    if (futex && variables_[now.a] != now.value) {
      ++task.at;
      done.second = {};  // only looked
      return done;
    }
    if (!futex) mutexes_[static_cast<std::size_t>(now.value)].owner = UINT32_MAX;
    queue.push_back(number);
    task.woken = false;
    task.phase = 1;
  } else if (task.phase == 1) {
    if (late && !task.woken) queue.erase(std::find(queue.begin(), queue.end(), number));
    if (late) task.late_used = true;
    if (now.what == Do::timed_wait) {
      task.accumulator = late ? 0 : 1;
      remember(number, task.accumulator);
    }
    task.phase = futex ? 0 : 2;
    if (futex) ++task.at;
  } else {
    mutexes_[static_cast<std::size_t>(now.value)].owner = number;
    task.phase = 0;
    ++task.at;
  }
  return done;
}

Operation Machine::carry_out_try(TaskId number, const Instruction& now, Operation done) {
  Task& task = tasks_[number];
  const bool there = semaphores_[now.a] > 0;
  if (there) --semaphores_[now.a];
  if (!there) done.first.use = Use::read;
  task.accumulator = there ? 1 : 0;
  remember(number, task.accumulator);
  ++task.at;
  return done;
}

Operation Machine::carry_out_barrier(TaskId number, const Instruction& now, Operation done) {
  Task& task = tasks_[number];
  if (task.phase == 0) {
    Barrier& barrier = barriers_[now.a];
    task.generation = barrier.generation;
    if (++barrier.arrived == program_.parties) barrier = {0, barrier.generation + 1};
    task.phase = 1;
  } else {
    task.phase = 0;
    ++task.at;
  }
  return done;
}

Operation Machine::carry_out(Choice choice) {
  const TaskId number = choice.task;
  const Operation done = next(number);
  Task& task = tasks_[number];
  if (done.kind == Kind::start || done.kind == Kind::end) {
    (done.kind == Kind::start ? task.started : task.ended) = true;
    return done;
  }
  const Instruction now = program_.tasks[task.code][task.at];
  switch (now.what) {
    case Do::wait:
    case Do::timed_wait:
    case Do::futex_wait:
      return carry_out_wait(number, now, done, choice.late);
    case Do::notify_one:
    case Do::notify_all:
      wake(waiting_[now.a], now.what == Do::notify_all);
      break;
    case Do::futex_wake:
      wake(sleeping_[now.a], true);
      break;
    case Do::acquire:
      --semaphores_[now.a];
      break;
    case Do::try_acquire:
      return carry_out_try(number, now, done);
    case Do::release:
      ++semaphores_[now.a];
      break;
    case Do::barrier:
      return carry_out_barrier(number, now, done);
    case Do::create:
      ++task.at;
      add_task(now.a);  // `task` is void now
      return done;
    case Do::join:
    case Do::yield:
    case Do::sleep:
      break;
    case Do::exit:
      exited_ = true;
      return done;
    case Do::lock:
    case Do::try_lock:
    case Do::timed_lock:
    case Do::unlock:
    case Do::unlock_held:
    case Do::read_lock:
    case Do::read_unlock:
      return carry_out_lock(number, now, done, choice.late);
    default:
      return carry_out_memory(number, now, done);
  }
  ++task.at;
  return done;
}

}  // namespace lockstep::explorer::simulator
