#include "simulator.hpp"

#include <algorithm>

namespace lockstep::explorer::simulator {

namespace {

constexpr std::size_t kStepLimit = 400;

enum class Space : std::uint64_t {
  variable = 1,
  mutex,
  semaphore,
  condition,
  barrier,
  futex,
  task
};

Touch touch(Space space, std::uint32_t number, Use use) {
  return {static_cast<std::uint64_t>(space) * 1000 + number, use};
}

Operation operation(Kind kind, Touch first = {}, Touch second = {}) {
  Operation made;
  made.kind = kind;
  made.first = first;
  made.second = second;
  return made;
}

bool is_local(Do what) { return what >= Do::increment; }

}  // namespace

void Machine::reset() {
  tasks_.clear();
  variables_.fill(0);
  mutexes_.fill({});
  semaphores_ = program_.semaphores;
  for (auto& queue : waiting_) queue.clear();
  for (auto& queue : sleeping_) queue.clear();
  barriers_.fill({});
  crashed_ = exited_ = false;
  steps_.clear();
  candidates_.clear();
  blocked_.clear();
  const auto all = static_cast<std::uint32_t>(program_.tasks.size());
  for (std::uint32_t code = 0; code < (program_.started == 0 ? all : program_.started); ++code) {
    add_task(code);
  }
}

void Machine::add_task(std::uint32_t code) {
  Task task;
  task.code = code;
  tasks_.push_back(task);
}

Operation Machine::next(TaskId number) const {
  const Task& task = tasks_[number];
  const Code& code = program_.tasks[task.code];
  if (!task.started) return operation(Kind::start, touch(Space::task, number, Use::write));
  if (task.at >= code.size()) {
    return operation(Kind::end, touch(Space::task, number, Use::write));
  }
  const Instruction& now = code[task.at];
  const Touch mutex = touch(Space::mutex, now.a, Use::write);
  const Touch condition = touch(Space::condition, now.a, Use::write);
  const Touch queue = touch(Space::futex, now.a, Use::write);
  const auto wait_mutex = static_cast<std::uint32_t>(now.value);
  switch (now.what) {
    case Do::load:
      return operation(Kind::load, touch(Space::variable, now.a, Use::read));
    case Do::store:
    case Do::store_value:
      return operation(Kind::store, touch(Space::variable, now.a, Use::write));
    case Do::add:
    case Do::compare_add:
      return operation(Kind::update, touch(Space::variable, now.a, Use::write));
    case Do::lock:
    case Do::timed_lock:
      return operation(Kind::lock, mutex);
    case Do::try_lock:
      return operation(Kind::try_lock, mutex);
    case Do::unlock:
    case Do::unlock_held:
      return operation(Kind::unlock, mutex);
    case Do::read_lock:
      return operation(Kind::read_lock, touch(Space::mutex, now.a, Use::post));
    case Do::read_unlock:
      return operation(Kind::read_unlock, touch(Space::mutex, now.a, Use::post));
    case Do::wait:
    case Do::timed_wait:
      if (task.phase == 0) {
        return operation(Kind::wait_begin, condition, touch(Space::mutex, wait_mutex, Use::write));
      }
      if (task.phase == 1) return operation(Kind::wait_end, condition);
      return operation(Kind::lock, touch(Space::mutex, wait_mutex, Use::write));
    case Do::notify_one:
      return operation(Kind::notify_one, condition);
    case Do::notify_all:
      return operation(Kind::notify_all, condition);
    case Do::acquire:
      return operation(Kind::acquire, touch(Space::semaphore, now.a, Use::write));
    case Do::try_acquire:
      return operation(Kind::try_acquire, touch(Space::semaphore, now.a, Use::write));
    case Do::release:
      return operation(Kind::release, touch(Space::semaphore, now.a, Use::post));
    case Do::barrier:
      if (task.phase == 0) {
        return operation(Kind::arrive, touch(Space::barrier, now.a, Use::post));
      }
      return operation(Kind::arrive_end, touch(Space::barrier, now.a, Use::read));
    case Do::futex_wait:
      if (task.phase == 0) {
        return operation(Kind::futex_begin, touch(Space::variable, now.a, Use::read), queue);
      }
      return operation(Kind::futex_end, queue);
    case Do::futex_wake:
      return operation(Kind::futex_wake, queue);
    case Do::create:
      return operation(Kind::create,
                       touch(Space::task, static_cast<TaskId>(tasks_.size()), Use::write));
    case Do::join:
      return operation(Kind::join, touch(Space::task, now.a, Use::write));
    case Do::yield:
      return operation(Kind::yield);
    case Do::sleep:
      return operation(Kind::sleep);
    default:
      return operation(Kind::exit);
  }
}

bool Machine::enabled(TaskId number) const {
  const Task& task = tasks_[number];
  if (task.ended) return false;
  const Operation what = next(number);
  const Code& code = program_.tasks[task.code];
  if (task.at >= code.size() || !task.started) return true;
  const Instruction& now = code[task.at];
  const auto mutex = [&]() -> const Mutex& { return mutexes_[what.first.object % 1000]; };
  switch (what.kind) {
    case Kind::lock:
      return mutex().owner == UINT32_MAX && mutex().readers == 0;
    case Kind::read_lock:
      return mutex().owner == UINT32_MAX;
    case Kind::wait_end:
    case Kind::futex_end:
      return task.woken;
    case Kind::acquire:
      return semaphores_[now.a] > 0;
    case Kind::arrive_end:
      return barriers_[now.a].generation != task.generation;
    case Kind::join:
      return now.a < tasks_.size() && tasks_[now.a].ended;
    case Kind::sleep:
      return false;
    default:
      return true;
  }
}

bool Machine::may_be_late(TaskId number) const {
  const Task& task = tasks_[number];
  const Code& code = program_.tasks[task.code];
  if (task.ended || !task.started || task.at >= code.size()) return false;
  switch (code[task.at].what) {
    case Do::sleep:
      return true;
    case Do::timed_lock:
      return true;
    case Do::timed_wait:
      return task.phase == 1;
    case Do::wait:
      return task.phase == 1 && program_.spurious && !task.late_used && !task.woken;
    case Do::futex_wait:
      return task.phase == 1 && program_.spurious && !task.late_used && !task.woken;
    default:
      return false;
  }
}

void Machine::offer() {
  offered_.clear();
  for (TaskId task = 0; task < tasks_.size(); ++task) {
    if (enabled(task)) offered_.push_back({{task, false}, next(task)});
    if (may_be_late(task)) offered_.push_back({{task, true}, next(task)});
  }
}

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

Operation Machine::carry_out(Choice choice) {
  const TaskId number = choice.task;
  const Operation done = next(number);
  Task& task = tasks_[number];
  if (done.kind == Kind::start) {
    task.started = true;
    return done;
  }
  if (done.kind == Kind::end) {
    task.ended = true;
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
    case Do::try_acquire: {
      const bool there = semaphores_[now.a] > 0;
      if (there) --semaphores_[now.a];
      remember(number, there ? 1 : 0);
      task.accumulator = there ? 1 : 0;
      ++task.at;
      Operation less = done;
      if (!there) less.first.use = Use::read;
      return less;
    }
    case Do::release:
      ++semaphores_[now.a];
      break;
    case Do::barrier:
      if (task.phase == 0) {
        Barrier& barrier = barriers_[now.a];
        task.generation = barrier.generation;
        if (++barrier.arrived == program_.parties) barrier = {0, barrier.generation + 1};
        task.phase = 1;
        return done;
      }
      task.phase = 0;
      break;
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

/// What a task does on its own until its next step.
void Machine::run_local(TaskId number) {
  Task& task = tasks_[number];
  const Code& code = program_.tasks[task.code];
  while (task.started && task.at < code.size()) {
    const Instruction& now = code[task.at];
    const bool equal = task.accumulator == now.value;
    if (now.what == Do::unlock_held && !task.holds[now.a]) {
      ++task.at;
    } else if (!is_local(now.what)) {
      return;
    } else if (now.what == Do::increment) {
      task.accumulator += now.value;
      ++task.at;
    } else if (now.what == Do::skip_unless) {
      task.at += equal ? 1 : 1 + now.a;
    } else if (now.what == Do::back_unless) {
      task.at -= equal ? static_cast<std::size_t>(-1) : now.a;
    } else {
      if (!equal) crashed_ = true;
      ++task.at;
    }
  }
}

/// Unlocks behind a step belong to it.
void Machine::follow_up(TaskId number) {
  run_local(number);
  while (!program_.unlock_is_decided && !crashed_ && !exited_ && !tasks_[number].ended &&
         tasks_[number].started) {
    const Kind kind = next(number).kind;
    if (kind != Kind::unlock && kind != Kind::read_unlock) return;
    Step step;
    step.choice = {number, false};
    step.operation = carry_out(step.choice);
    step.decided = false;
    steps_.push_back(step);
    run_local(number);
  }
}

void Machine::collect_blocked() {
  for (TaskId task = 0; task < tasks_.size(); ++task) {
    if (!tasks_[task].ended && !enabled(task) && next(task).kind != Kind::exit) {
      blocked_.push_back({{task, false}, next(task)});
    }
  }
}

Ran Machine::run(Strategy& strategy) {
  reset();
  End end = End::finished;
  while (true) {
    offer();
    if (offered_.empty()) {
      const auto ended = [](const Task& task) { return task.ended; };
      if (!std::all_of(tasks_.begin(), tasks_.end(), ended)) end = End::deadlock;
      break;
    }
    if (steps_.size() >= kStepLimit) {
      end = End::step_limit;
      break;
    }
    const std::size_t chosen = strategy.choose(offered_, steps_);
    if (chosen == kAbandon) {
      end = End::abandoned;
      break;
    }
    Step step;
    step.choice = offered_[chosen].choice;
    step.first_candidate = static_cast<std::uint32_t>(candidates_.size());
    step.candidate_count = static_cast<std::uint32_t>(offered_.size());
    candidates_.insert(candidates_.end(), offered_.begin(), offered_.end());
    step.operation = carry_out(step.choice);
    steps_.push_back(step);
    follow_up(step.choice.task);
    if (crashed_) end = End::crash;
    if (crashed_ || exited_) break;
  }
  collect_blocked();
  Ran ran;
  ran.execution = {steps_, candidates_, blocked_, end, crashed_ || end == End::deadlock, false};
  ran.outcome = outcome(end);
  return ran;
}

std::string Machine::outcome(End end) const {
  std::string text = std::to_string(static_cast<int>(end)) + ":";
  if (end == End::crash) {  // who and why; how far the others have come does not matter
    const TaskId task = steps_.back().choice.task;
    return text + std::to_string(task) + "@" + std::to_string(tasks_[task].at) + "/" +
           std::to_string(tasks_[task].memory);
  }
  for (const std::int32_t variable : variables_) text += std::to_string(variable) + ",";
  for (const Task& task : tasks_) text += "/" + std::to_string(task.memory);
  return text;
}

}  // namespace lockstep::explorer::simulator
