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
#include "keep.hpp"
#include "next.hpp"

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

/// Whether it is about SIGPIPE, and only says who looks after that.
bool set_broken_pipe(int number, sighandler_t handler) noexcept {
  if (number != SIGPIPE || (handler != SIG_IGN && handler != SIG_DFL)) return false;
  core->run.ignores_sigpipe = handler == SIG_IGN;
  return true;
}

}  // namespace

void keep_foreign_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

pid_t fork() {
  runtime::leave_sight("fork");
  const pid_t made = LOCKSTEP_NEXT(fork)();
  if (made == 0 && runtime::core != nullptr) {
    // The child has no explorer: it goes on natively, with the one task that forked.
    active = false;
    runtime::core->exploring = false;
    if (!runtime::core->run.ignores_sigpipe) LOCKSTEP_NEXT(signal)(SIGPIPE, SIG_DFL);
  }
  return made;
}
pid_t vfork() { return fork(); }
int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const arguments[],
                char* const environment[]) {
  runtime::leave_sight("posix_spawn");
  return LOCKSTEP_NEXT(posix_spawn)(pid, path, actions, attributes, arguments, environment);
}
int system(const char* command) {
  runtime::leave_sight("system");
  return LOCKSTEP_NEXT(system)(command);
}
FILE* popen(const char* command, const char* mode) {
  runtime::leave_sight("popen");
  return LOCKSTEP_NEXT(popen)(command, mode);
}
int execve(const char* path, char* const arguments[], char* const environment[]) {
  runtime::not_modelled("exec");
  return LOCKSTEP_NEXT(execve)(path, arguments, environment);
}

int sigaction(int number, const struct sigaction* action, struct sigaction* before) {
  if (active && action != nullptr) {
    if (runtime::set_broken_pipe(number, action->sa_handler)) return 0;
    runtime::leave_sight("signal handlers");
    if (before != nullptr) *before = {};
    return 0;
  }
  return LOCKSTEP_NEXT(sigaction)(number, action, before);
}
sighandler_t signal(int number, sighandler_t handler) {
  if (active) {
    if (runtime::set_broken_pipe(number, handler)) return SIG_DFL;
    if (handler != SIG_IGN && handler != SIG_DFL) runtime::leave_sight("signal handlers");
    return SIG_DFL;
  }
  return LOCKSTEP_NEXT(signal)(number, handler);
}
int kill(pid_t pid, int number) {
  runtime::not_modelled("kill");
  if (active) return 0;
  return LOCKSTEP_NEXT(kill)(pid, number);
}
int pthread_kill(pthread_t thread, int number) {
  runtime::not_modelled("pthread_kill");
  if (active) return 0;
  return LOCKSTEP_NEXT(pthread_kill)(thread, number);
}
unsigned alarm(unsigned seconds) {
  runtime::not_modelled("alarm");
  if (active) return 0;
  return LOCKSTEP_NEXT(alarm)(seconds);
}
int sigwait(const sigset_t* set, int* number) {
  runtime::not_modelled("sigwait");
  return LOCKSTEP_NEXT(sigwait)(set, number);
}

int pthread_cancel(pthread_t thread) {
  runtime::not_modelled("pthread_cancel");
  if (active) return 0;
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
