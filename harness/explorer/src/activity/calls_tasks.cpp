// Wrappers of the calls that start, end and collect tasks.
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "next.hpp"
#include "parts.hpp"
#include "sync.hpp"
#include "task.hpp"

namespace lockstep::explorer::activity {
namespace {

// Its destructor runs after those of thread_local objects, which are the last student code.
pthread_key_t end_of_thread;
pthread_once_t key_made = PTHREAD_ONCE_INIT;

void thread_ended(void* record) {
  auto* const task = static_cast<Task*>(record);
  if (current_task.task == task) current_task.task = nullptr;
  task->state = State::ended;
}

void make_key() { pthread_key_create(&end_of_thread, thread_ended); }

void set_stack(Task& task) noexcept {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* low = nullptr;
  std::size_t size = 0;
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  task.stack_low = reinterpret_cast<std::uintptr_t>(low);
  task.stack_size = size;
}

void* run_thread(void* record) {
  auto* const task = static_cast<Task*>(record);
  set_stack(*task);
  pthread_setspecific(end_of_thread, task);
  current_task = {task, generation.load(std::memory_order_acquire)};
  return task->start(task->argument);
}

void thread_collected(pthread_t thread) noexcept {
  synchronised_by_kernel();
  Area* const recorded = area;
  if (current() == nullptr || recorded == nullptr) return;
  for (Task& task : all_tasks(*recorded))
    if (!task.process && task.start != nullptr && pthread_equal(task.thread, thread))
      task.collected = true;
}

void process_collected(pid_t pid) noexcept {
  synchronised_by_kernel();
  Area* const recorded = area;
  if (current() == nullptr || recorded == nullptr) return;
  for (Task& task : all_tasks(*recorded))
    if (task.process && task.pid == pid) task.collected = true;
}

// Both sides of a fork: the child goes on with a record of its own.
pid_t fork_recorded(pid_t (*real)()) {
  Task* const parent = current();
  Task* const child = parent == nullptr ? nullptr : claim_task(parent->number);
  if (child != nullptr) {
    child->process = true;
    child->memory = static_cast<std::uint64_t>(child->number) + 1;
    child->stack_low = parent->stack_low;
    child->stack_size = parent->stack_size;
  }
  const pid_t pid = real();
  if (pid == 0 && parent != nullptr) {
    current_task.task = child;  // nullptr where there are too many tasks: not recorded
    if (child != nullptr) process_space = child->memory;
  }
  if (child == nullptr) return pid;
  if (pid == 0) child->pid = getpid();
  if (pid > 0) child->pid = pid;
  if (pid == -1) child->state = State::failed;
  return pid;
}

}  // namespace

void keep_task_calls() noexcept {}

}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
  auto* const real = LOCKSTEP_NEXT_VERSION(pthread_create, "GLIBC_2.34");
  Task* const parent = current();
  Task* const task = parent == nullptr ? nullptr : claim_task(parent->number);
  if (task == nullptr) return real(thread, attributes, start, argument);
  LOCKSTEP_NEXT(pthread_once)(&key_made, make_key);  // not the wrapper: no act of the task
  task->start = start;
  task->argument = argument;
  const int error = real(thread, attributes, run_thread, task);
  if (error == 0)
    task->thread = *thread;
  else
    task->state = State::failed;
  return error;
}

int pthread_join(pthread_t thread, void** result) {
  const int error = LOCKSTEP_NEXT(pthread_join)(thread, result);
  if (error == 0) thread_collected(thread);
  return error;
}

int pthread_tryjoin_np(pthread_t thread, void** result) {
  const int error = LOCKSTEP_NEXT(pthread_tryjoin_np)(thread, result);
  if (error == 0) thread_collected(thread);
  return error;
}

int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* until) {
  const int error = LOCKSTEP_NEXT(pthread_timedjoin_np)(thread, result, until);
  if (error == 0) thread_collected(thread);
  return error;
}

pid_t fork() { return fork_recorded(LOCKSTEP_NEXT(fork)); }
// A child that shares the caller's memory could not have a record of its own.
pid_t vfork() { return fork_recorded(LOCKSTEP_NEXT(fork)); }

pid_t wait(int* status) {
  const pid_t pid = LOCKSTEP_NEXT(wait)(status);
  if (pid > 0) process_collected(pid);
  return pid;
}

pid_t waitpid(pid_t which, int* status, int options) {
  const pid_t pid = LOCKSTEP_NEXT(waitpid)(which, status, options);
  if (pid > 0) process_collected(pid);
  return pid;
}

pid_t wait3(int* status, int options, rusage* usage) {
  const pid_t pid = LOCKSTEP_NEXT(wait3)(status, options, usage);
  if (pid > 0) process_collected(pid);
  return pid;
}

pid_t wait4(pid_t which, int* status, int options, rusage* usage) {
  const pid_t pid = LOCKSTEP_NEXT(wait4)(which, status, options, usage);
  if (pid > 0) process_collected(pid);
  return pid;
}

int waitid(idtype_t type, id_t which, siginfo_t* info, int options) {
  const int result = LOCKSTEP_NEXT(waitid)(type, which, info, options);
  if (result != 0) return result;
  if ((options & WNOWAIT) == 0 && info != nullptr && info->si_pid > 0)
    process_collected(info->si_pid);
  else
    synchronised_by_kernel();
  return result;
}

void exit(int status) {
  if (Task* const task = current()) task->called_exit = task->process;
  LOCKSTEP_NEXT(exit)(status);
  __builtin_unreachable();
}

}  // extern "C"
