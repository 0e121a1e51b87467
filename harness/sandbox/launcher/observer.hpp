// Follows the starts and ends of a run's tasks through seccomp notifications, and may hold tasks:
// at their end until all workers have started, and before a write to a pipe that is full enough.
//
// An observer is not a guard: every call is let through in the end, unchanged.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <linux/seccomp.h>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"

namespace lockstep::sandbox {

class Observer {
 public:
  /// `outside`: the pipes of the conversation, which are never narrowed.
  Observer(Fd listener, Observation observe, std::set<std::string> outside);

  [[nodiscard]] int descriptor() const noexcept { return listener_.get(); }

  /// The program's first process: its own end is never held.
  void set_program(pid_t program);

  /// Takes all notifications that are there. False once no task is left to observe.
  bool take_notifications();

  /// Lets go whom it is time to let go. Returns when to come back; zero: not before the next event.
  Time release_due();

  /// Nothing can go on by itself: lets a held start go on or, where there is none, all held ends.
  /// True where something was let go.
  bool release_something();

  /// Looks again at the writes that are held; true where one was let go. Held writers are blocked for
  /// ever only if this is false while everybody else is blocked.
  bool retry_writes();

  /// Tasks that wait because this observer holds them.
  [[nodiscard]] std::set<pid_t> held() const;

  void mark();
  [[nodiscard]] Tasks tasks() const noexcept { return tasks_; }
  /// Threads of the first process that have not come to their end, besides its main thread. Exact,
  /// where /proc still shows a joined thread for a moment.
  [[nodiscard]] std::uint32_t threads_alive() const;
  [[nodiscard]] std::uint32_t peak() const noexcept { return tasks_.peak; }

 private:
  struct Held {
    seccomp_notif notification;
    bool process = false;  // the end of a process rather than of a thread
    Time since{0};
  };

  void handle(const seccomp_notif& notification);
  void ask_for_start(const seccomp_notif& notification);
  void start_task(const seccomp_notif& notification);
  bool release_start();
  bool release_ends();
  [[nodiscard]] bool release_is_due_later() const;
  [[nodiscard]] bool all_at_their_end() const;
  void end_task(const seccomp_notif& notification);
  void forget_killed();
  void record_end(const seccomp_notif& notification, bool process, Time time);
  void write_to_pipe(const seccomp_notif& notification);
  void release_ends_of(bool process);
  template <typename Condition>
  bool release_ends_if(Condition is_due);
  Time release_polled_for();
  [[nodiscard]] bool holding(bool process) const;
  [[nodiscard]] Time release_time(bool process) const;
  bool let_go(const seccomp_notif& notification, int error = 0);
  pid_t process_of_task(pid_t task);

  Fd listener_;
  Observation observe_;
  std::set<std::string> outside_;
  pid_t program_ = 0;
  pid_t init_ = 0;
  Tasks tasks_;
  std::uint32_t threads_alive_ = 0;
  std::uint32_t processes_alive_ = 0;
  std::map<pid_t, pid_t> process_of_;
  std::map<pid_t, std::uint32_t> threads_of_;  // alive, besides the main thread
  bool all_started_threads_ = false;    // released once; later ends are not held again before mark()
  bool all_started_processes_ = false;
  std::vector<Held> ends_;
  std::vector<seccomp_notif> starts_;
  pid_t last_parent_ = 0;  // the task that started the last process
  Time last_start_{0};  // of any task; a held start is not kept for ever behind one that only polls
  std::vector<seccomp_notif> writes_;
};

/// CLOCK_MONOTONIC.
[[nodiscard]] Time now() noexcept;

}  // namespace lockstep::sandbox
