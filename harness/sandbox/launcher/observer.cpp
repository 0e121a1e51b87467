#include "observer.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>

#include "narrow_pipe.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

bool is_write(int call) { return call == SYS_write || call == SYS_writev || call == SYS_sendto; }

// How long a start is held behind a worker that neither ends nor blocks, because it polls.
constexpr auto kPatience = std::chrono::milliseconds(150);
// How long a thread is held that somebody may join by polling.
constexpr auto kPatienceForJoin = std::chrono::milliseconds(500);

bool is_end(int call) { return call == SYS_exit || call == SYS_exit_group; }

void count_start(Started& started, std::uint32_t& alive, Time time) {
  ++started.count;
  ++alive;
  started.most_alive = std::max(started.most_alive, alive);
  if (started.count == 1) started.first_start = time;
  started.last_start = time;
}

/// Zero is "never".
Time earlier(Time a, Time b) { return a == Time{0} ? b : std::min(a, b); }

}  // namespace

Time now() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Observer::Observer(Fd listener, Observation observe, std::set<std::string> outside)
    : listener_(std::move(listener)), observe_(observe), outside_(std::move(outside)) {
  mark();
}

void Observer::mark() {
  tasks_ = {};
  all_started_threads_ = observe_.hold_threads == 0;
  all_started_processes_ = observe_.hold_processes == 0;
  tasks_.peak = threads_alive_ + processes_alive_ + 1;
}

void Observer::set_program(pid_t program) {
  program_ = program;
  init_ = parent_of(program);
}

bool Observer::take_notifications() {
  // A task has one notification at most, so this takes all that were there at the call. A program
  // that keeps making new ones does not keep the supervisor from watching its limits.
  constexpr int kMost = 256;
  const Time patience = now() + std::chrono::milliseconds(50);
  pollfd event{listener_.get(), POLLIN, 0};
  for (int i = 0; i < kMost && (i == 0 || now() < patience) && ::poll(&event, 1, 0) > 0; ++i) {
    if ((event.revents & POLLIN) == 0) return false;  // the last task is gone
    seccomp_notif notification{};
    if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &notification) == 0) {
      handle(notification);
    } else if (errno != ENOENT && errno != EINTR) {
      return false;
    }
  }
  return true;
}

void Observer::handle(const seccomp_notif& notification) {
  if (is_write(notification.data.nr)) {
    write_to_pipe(notification);
  } else if (is_end(notification.data.nr)) {
    end_task(notification);
  } else {
    ask_for_start(notification);
  }
}

/// A signal may interrupt a call that waits for us; it is then notified again. Only an answer that
/// arrived counts.
bool Observer::let_go(const seccomp_notif& notification, int error) {
  seccomp_notif_resp response{};
  response.id = notification.id;
  response.error = -error;
  if (error == 0) response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &response) == 0;
}

pid_t Observer::process_of_task(pid_t task) {
  const auto known = process_of_.find(task);
  if (known != process_of_.end()) return known->second;
  return process_of_[task] = process_of(task);
}

/// Whether every worker that was started waits for us at its end.
bool Observer::all_at_their_end() const {
  return ends_.size() >= threads_alive_ + processes_alive_;
}

void Observer::ask_for_start(const seccomp_notif& notification) {
  if (observe_.delay_start.count() > 0) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(observe_.delay_start);
    const timespec time{seconds.count(),
                        std::chrono::nanoseconds(observe_.delay_start - seconds).count()};
    ::nanosleep(&time, nullptr);
  }
  if (observe_.serial && !all_at_their_end()) {
    starts_.push_back(notification);
  } else {
    start_task(notification);
  }
}

bool Observer::release_start() {
  if (starts_.empty()) return false;
  const seccomp_notif start = starts_.front();
  starts_.erase(starts_.begin());
  start_task(start);
  return true;
}

void Observer::start_task(const seccomp_notif& notification) {
  const auto creator = static_cast<pid_t>(notification.pid);
  const pid_t process = process_of_task(creator);
  const bool thread = notification.data.nr == SYS_clone &&
                      (notification.data.args[0] & CLONE_THREAD) != 0;
  if (!thread && std::exchange(last_parent_, creator) == creator) forget_killed();
  const Time time = last_start_ = now();
  if (!let_go(notification)) return;
  if (thread) {
    count_start(tasks_.threads, threads_alive_, time);
    ++threads_of_[process];
    if (process != program_) ++tasks_.threads_in_children;
  } else {
    count_start(tasks_.processes, processes_alive_, time);
    if (process != program_) ++tasks_.processes_of_children;
  }
  tasks_.peak = std::max(tasks_.peak, threads_alive_ + processes_alive_ + 1);
}

/// A process that is killed tells nothing. Called when the task that started the last process is
/// about to start another, so that none is between being counted and being there.
void Observer::forget_killed() {
  if (processes_alive_ == 0) return;
  std::set<pid_t> alive;
  for (const ProcessState& process : descendants(init_)) {
    if (!process.zombie) alive.insert(process.pid);
  }
  const auto others = static_cast<std::uint32_t>(alive.size() - alive.count(program_));
  if (others >= processes_alive_) return;
  processes_alive_ = others;
  for (auto& [process, threads] : threads_of_) {
    if (alive.count(process) != 0) continue;
    threads_alive_ -= std::min(threads_alive_, std::exchange(threads, 0));
  }
}

void Observer::end_task(const seccomp_notif& notification) {
  const auto task = static_cast<pid_t>(notification.pid);
  const pid_t process = process_of_task(task);
  const bool whole_process = notification.data.nr == SYS_exit_group ||
                             (task == process && threads_of_[process] == 0);
  const bool main_leaves = task == process && !whole_process;  // before its process; not counted
  if (main_leaves || (whole_process && process == program_)) {
    let_go(notification);
    return;
  }
  if (holding(whole_process)) {
    ends_.push_back({notification, whole_process, now()});
  } else {
    const Time time = now();
    if (let_go(notification)) record_end(notification, whole_process, time);
  }
}

/// `time` is before the task was let go: who joins it may read the clock at once.
void Observer::record_end(const seccomp_notif& notification, bool process, Time time) {
  const auto task = static_cast<pid_t>(notification.pid);
  const pid_t owner = process_of_task(task);
  Started& started = process ? tasks_.processes : tasks_.threads;
  started.last_end = time;
  if (process) {
    const std::uint32_t threads = std::min(threads_of_[owner], threads_alive_);
    threads_alive_ -= threads;  // they end with it
    threads_of_.erase(owner);
    if (processes_alive_ > 0) --processes_alive_;
    if ((notification.data.args[0] & 0xFFU) != 0) ++tasks_.nonzero_exits;
  } else {
    if (threads_alive_ > 0) --threads_alive_;
    if (threads_of_[owner] > 0) --threads_of_[owner];
  }
  process_of_.erase(task);  // the number may be given to another task
}

bool Observer::holding(bool process) const {
  if (!process && observe_.hold_until_joined) return true;
  return process ? !all_started_processes_ : !all_started_threads_;
}

Time Observer::release_time(bool process) const {
  if (!process && observe_.hold_until_joined) return Time{0};
  const Started& started = process ? tasks_.processes : tasks_.threads;
  const std::uint32_t wanted = process ? observe_.hold_processes : observe_.hold_threads;
  return started.count >= wanted ? started.last_start + observe_.hold_for : Time{0};
}

void Observer::release_ends_of(bool process) {
  (process ? all_started_processes_ : all_started_threads_) = true;
  release_ends_if([process](const Held& end) { return end.process == process; });
}

template <typename Condition>
bool Observer::release_ends_if(Condition is_due) {
  std::vector<Held> kept;
  const std::vector<Held> ends = std::exchange(ends_, {});
  for (const Held& end : ends) {
    if (!is_due(end)) {
      kept.push_back(end);
    } else {
      const Time time = now();
      if (let_go(end.notification)) record_end(end.notification, end.process, time);
    }
  }
  ends_ = std::move(kept);
  return ends_.size() < ends.size();
}

/// Threads that somebody may want to join by asking again and again. Returns when to come back.
Time Observer::release_polled_for() {
  if (!observe_.hold_until_joined) return Time{0};
  const Time due = now() - kPatienceForJoin;
  release_ends_if([due](const Held& end) { return !end.process && end.since <= due; });
  Time next{0};
  for (const Held& end : ends_) {
    if (!end.process) next = earlier(next, end.since + kPatienceForJoin);
  }
  return next;
}

Time Observer::release_due() {
  if (all_at_their_end() || now() >= last_start_ + kPatience) release_start();
  Time next = release_polled_for();
  if (!starts_.empty()) next = earlier(next, last_start_ + kPatience);
  for (const bool process : {false, true}) {
    if (!holding(process)) continue;
    const Time time = release_time(process);
    if (time == Time{0}) continue;
    if (time <= now()) {
      release_ends_of(process);
    } else {
      next = earlier(next, time);
    }
  }
  retry_writes();
  if (!writes_.empty()) next = now() + std::chrono::milliseconds(1);
  return next;
}

bool Observer::release_something() {
  return release_start() || release_is_due_later() || release_ends();
}

/// Everything waits, and yet not for ever: the held ones are let go when their time has come.
bool Observer::release_is_due_later() const {
  return std::any_of(ends_.begin(), ends_.end(), [this](const Held& end) {
    return holding(end.process) && release_time(end.process) > now();
  });
}

/// Only the held ones: whoever starts later is held again, so that the largest number alive
/// together stays what the program's own order of starting and joining makes it.
bool Observer::release_ends() {
  return release_ends_if([](const Held&) { return true; });
}

std::uint32_t Observer::threads_alive() const {
  const auto found = threads_of_.find(program_);
  return found == threads_of_.end() ? 0 : found->second;
}

std::set<pid_t> Observer::held() const {
  std::set<pid_t> tasks;
  for (const Held& end : ends_) tasks.insert(static_cast<pid_t>(end.notification.pid));
  for (const seccomp_notif& start : starts_) tasks.insert(static_cast<pid_t>(start.pid));
  for (const seccomp_notif& write : writes_) tasks.insert(static_cast<pid_t>(write.pid));
  return tasks;
}

void Observer::write_to_pipe(const seccomp_notif& notification) {
  switch (may_write(notification, observe_.pipe_bytes, outside_)) {
    case WriteAnswer::now: let_go(notification); break;
    case WriteAnswer::would_block: let_go(notification, EAGAIN); break;
    case WriteAnswer::later: writes_.push_back(notification); break;
  }
}

bool Observer::retry_writes() {
  const std::vector<seccomp_notif> writes = std::exchange(writes_, {});
  for (const seccomp_notif& write : writes) {
    if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &write.id) == 0) {
      write_to_pipe(write);
    }
  }
  return writes_.size() < writes.size();
}

}  // namespace lockstep::sandbox
