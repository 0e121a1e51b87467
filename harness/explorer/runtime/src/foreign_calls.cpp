// Calls that the explorer does not follow. They are carried out, and their names are reported: the
// verdict is "undecided" unless something was found all the same.
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "core.hpp"
#include "ending.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

void not_modelled(const char* name) {
  if (!active) return;
  const Inside inside;
  undecided(name);
}

void leave_sight(const char* name) {
  not_modelled(name);
  if (active) core->run.left_sight = true;
}

void make_process(const char* name) {
  leave_sight(name);
  if (active) core->run.has_children = true;
}

/// What the program wants done with a signal. SIGPIPE apart, nobody sends one that is followed, so
/// a handler means that something may happen that nobody sees coming.
void set_handler(int number, sighandler_t handler) {
  if (number < 1 || number > 64) return;
  const std::uint64_t bit = std::uint64_t{1} << (number - 1);
  core->run.handled_signals &= ~bit;
  core->run.ignored_signals &= ~bit;
  if (handler == SIG_DFL) return;
  if (handler == SIG_IGN) {
    core->run.ignored_signals |= bit;
    return;
  }
  core->run.handled_signals |= bit;
  leave_sight("signal handlers");
}

/// What comes after it is not what would happen: the other thread, or a handler, goes another way.
void leave_at(const char* name) {
  if (active) cut_off(name);
}

}  // namespace

void keep_foreign_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

pid_t fork() {
  runtime::make_process("fork");
  const pid_t made = LOCKSTEP_NEXT(fork)();
  if (made == 0 && runtime::core != nullptr) {
    // The child has no explorer: it goes on natively, with the one task that forked.
    active = false;
    runtime::core->exploring = false;
    if (!runtime::is_ignored(SIGPIPE)) LOCKSTEP_NEXT(signal)(SIGPIPE, SIG_DFL);
  }
  return made;
}
pid_t vfork() { return fork(); }
int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const arguments[],
                char* const environment[]) {
  runtime::make_process("posix_spawn");
  return LOCKSTEP_NEXT(posix_spawn)(pid, path, actions, attributes, arguments, environment);
}
int system(const char* command) {
  runtime::make_process("system");
  return LOCKSTEP_NEXT(system)(command);
}
FILE* popen(const char* command, const char* mode) {
  runtime::make_process("popen");
  return LOCKSTEP_NEXT(popen)(command, mode);
}
int execve(const char* path, char* const arguments[], char* const environment[]) {
  runtime::not_modelled("exec");
  return LOCKSTEP_NEXT(execve)(path, arguments, environment);
}

int sigaction(int number, const struct sigaction* action, struct sigaction* before) {
  if (!active) return LOCKSTEP_NEXT(sigaction)(number, action, before);
  if (action != nullptr) runtime::set_handler(number, action->sa_handler);
  if (before != nullptr) *before = {};
  return 0;
}
sighandler_t signal(int number, sighandler_t handler) {
  if (!active) return LOCKSTEP_NEXT(signal)(number, handler);
  runtime::set_handler(number, handler);
  return SIG_DFL;
}
int kill(pid_t pid, int number) {
  runtime::leave_at("kill");
  return LOCKSTEP_NEXT(kill)(pid, number);
}
int pthread_kill(pthread_t thread, int number) {
  if (active && number == 0) {  // only asks whether the thread is there
    runtime::not_modelled("pthread_kill");
    return 0;
  }
  runtime::leave_at("pthread_kill");
  return LOCKSTEP_NEXT(pthread_kill)(thread, number);
}
unsigned alarm(unsigned seconds) {
  runtime::not_modelled("alarm");
  if (active) return 0;
  return LOCKSTEP_NEXT(alarm)(seconds);
}
int pause() {
  runtime::leave_at("pause");
  return LOCKSTEP_NEXT(pause)();
}
int sigwait(const sigset_t* set, int* number) {
  runtime::leave_at("sigwait");
  return LOCKSTEP_NEXT(sigwait)(set, number);
}
int sigsuspend(const sigset_t* mask) {
  runtime::leave_at("sigsuspend");
  return LOCKSTEP_NEXT(sigsuspend)(mask);
}

int pthread_cancel(pthread_t thread) {
  runtime::leave_at("pthread_cancel");
  return LOCKSTEP_NEXT(pthread_cancel)(thread);
}
int pthread_setcancelstate(int, int* before) {
  if (before != nullptr) *before = PTHREAD_CANCEL_ENABLE;
  return 0;
}
int pthread_setcanceltype(int, int* before) {
  if (before != nullptr) *before = PTHREAD_CANCEL_DEFERRED;
  return 0;
}
void pthread_testcancel() {}

// What asks for or changes a real thread's attributes means nothing for a task.
int pthread_setname_np(pthread_t, const char*) { return 0; }
int pthread_getname_np(pthread_t, char* name, size_t size) {
  if (size > 0) name[0] = '\0';
  return 0;
}
int pthread_setaffinity_np(pthread_t, size_t, const cpu_set_t*) { return 0; }
int pthread_setschedparam(pthread_t, int, const sched_param*) { return 0; }

void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) {
  if ((flags & MAP_SHARED) != 0) runtime::not_modelled("shared memory");
  void* made = LOCKSTEP_NEXT(mmap)(at, size, protection, flags, fd, offset);
  if (active && made != MAP_FAILED) {
    const runtime::Inside inside;
    runtime::core->mappings.emplace_back(made, size);
    runtime::core->shadow.forget(reinterpret_cast<std::uintptr_t>(made), size);
  }
  return made;
}

}  // extern "C"
// NOLINTEND
