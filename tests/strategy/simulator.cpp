#include "simulator.hpp"

#include <algorithm>

namespace lockstep::explorer::simulator {

namespace {

constexpr std::size_t kStepLimit = 4000;

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

struct Form {
  Do what;
  Kind kind;
  Space space;
  Use use;
};

/// Instructions that are one operation on one object.
constexpr Form kForms[] = {
    {Do::load, Kind::load, Space::variable, Use::read},
    {Do::store, Kind::store, Space::variable, Use::write},
    {Do::store_value, Kind::store, Space::variable, Use::write},
    {Do::add, Kind::update, Space::variable, Use::write},
    {Do::compare_add, Kind::update, Space::variable, Use::write},
    {Do::lock, Kind::lock, Space::mutex, Use::write},
    {Do::timed_lock, Kind::lock, Space::mutex, Use::write},
    {Do::try_lock, Kind::try_lock, Space::mutex, Use::write},
    {Do::unlock, Kind::unlock, Space::mutex, Use::write},
    {Do::unlock_held, Kind::unlock, Space::mutex, Use::write},
    // Posts, not reads: a try_lock that fails because of a reader does not commute with it.
    {Do::read_lock, Kind::read_lock, Space::mutex, Use::post},
    {Do::read_unlock, Kind::read_unlock, Space::mutex, Use::post},
    {Do::notify_one, Kind::notify_one, Space::condition, Use::write},
    {Do::notify_all, Kind::notify_all, Space::condition, Use::write},
    {Do::acquire, Kind::acquire, Space::semaphore, Use::write},
    {Do::try_acquire, Kind::try_acquire, Space::semaphore, Use::write},
    {Do::release, Kind::release, Space::semaphore, Use::post},
    {Do::futex_wake, Kind::futex_wake, Space::futex, Use::write},
    {Do::join, Kind::join, Space::task, Use::write},
};

Operation operation_of(const Instruction& now) {
  for (const Form& form : kForms) {
    if (form.what == now.what) return operation(form.kind, touch(form.space, now.a, form.use));
  }
  if (now.what == Do::yield) return operation(Kind::yield);
  return operation(now.what == Do::sleep ? Kind::sleep : Kind::exit);
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
  const Touch self = touch(Space::task, number, Use::write);
  if (!task.started) return operation(Kind::start, self);
  if (task.at >= code.size()) return operation(Kind::end, self);
  const Instruction& now = code[task.at];
  const auto wait_mutex = touch(Space::mutex, static_cast<std::uint32_t>(now.value), Use::write);
  const Touch queue = touch(Space::futex, now.a, Use::write);
  switch (now.what) {
    case Do::wait:
    case Do::timed_wait: {
      const Touch condition = touch(Space::condition, now.a, Use::write);
      if (task.phase == 0) return operation(Kind::wait_begin, condition, wait_mutex);
      if (task.phase == 1) return operation(Kind::wait_end, condition);
      return operation(Kind::lock, wait_mutex);
    }
    case Do::barrier:
      if (task.phase == 0) {
        return operation(Kind::arrive, touch(Space::barrier, now.a, Use::post));
      }
      return operation(Kind::arrive_end, touch(Space::barrier, now.a, Use::read));
    case Do::futex_wait:
      if (task.phase == 1) return operation(Kind::futex_end, queue);
      return operation(Kind::futex_begin, touch(Space::variable, now.a, Use::read), queue);
    case Do::create:
      return operation(Kind::create,
                       touch(Space::task, static_cast<TaskId>(tasks_.size()), Use::write));
    default:
      return operation_of(now);
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
  for (const std::int32_t variable : variables_) text.append(std::to_string(variable)).append(",");
  for (const Task& task : tasks_) text.append("/").append(std::to_string(task.memory));
  return text;
}

}  // namespace lockstep::explorer::simulator
