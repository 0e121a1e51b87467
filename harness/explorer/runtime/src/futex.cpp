// The futex system call, which std::atomic::wait, std::future, std::latch and the C++ semaphores
// end in. Other calls through syscall() go on to the kernel.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>

#include <cerrno>
#include <cstdarg>

#include "atomic.hpp"
#include "keep.hpp"
#include "kernel.hpp"
#include "locks.hpp"
#include "virtual_time.hpp"
#include "wait_queue.hpp"

namespace lockstep::explorer::runtime {
namespace {

long failed(int error) noexcept {
  errno = error;
  return -1;
}

Waits limit_of(int operation, const timespec* until) {
  if (until == nullptr) return {};
  if ((operation & FUTEX_CMD_MASK) == FUTEX_WAIT) {
    const auto ns = static_cast<std::uint64_t>(until->tv_sec) * 1'000'000'000 +
                    static_cast<std::uint64_t>(until->tv_nsec);
    return {.timed = true, .deadline = core->run.time + ns};
  }
  const clockid_t clock =
      (operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  return {.timed = true, .deadline = deadline_of(clock, *until)};
}

Object& object_of(const std::uint32_t* word) {
  return core->objects.get(number_of(Space::futex, reinterpret_cast<std::uintptr_t>(word)));
}

/// The kernel looks at what is there now; after that nothing older can be read.
void note_newest_read(const std::uint32_t* word) {
  const auto number = number_of(Space::atomic, reinterpret_cast<std::uintptr_t>(word));
  Object* atomic = core->objects.find(number);
  if (atomic == nullptr) return;
  History* history = history_of(*atomic, word, sizeof *word);
  if (history != nullptr) note_read(*history, history->newest(), __ATOMIC_RELAXED);
}

long wait(const std::uint32_t* word, std::uint32_t expected, const Waits& limit,
          std::uintptr_t pc) {
  Object& object = object_of(word);
  Operation operation = lock_operation(Kind::futex_begin, object, pc);
  operation.second = {atomic_number(word), Use::read};
  perform(operation);
  note_newest_read(word);
  if (*static_cast<const volatile std::uint32_t*>(word) != expected) return failed(EAGAIN);
  begin_waiting(object);
  return wait_until_woken(Kind::futex_end, object, pc, limit) ? 0 : failed(ETIMEDOUT);
}

long wake_waiters(const std::uint32_t* word, std::uint32_t most, std::uintptr_t pc) {
  Object& object = object_of(word);
  perform(lock_operation(Kind::futex_wake, object, pc));
  return static_cast<long>(wake(object, most, pc));
}

bool is_modelled(long operation) noexcept {
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
      return true;
    default:
      return false;
  }
}

long futex(const long* argument, std::uintptr_t pc) {
  const Inside inside;
  const auto* word = reinterpret_cast<const std::uint32_t*>(argument[0]);
  const int operation = static_cast<int>(argument[1]);
  const auto value = static_cast<std::uint32_t>(argument[2]);
  const int command = operation & FUTEX_CMD_MASK;
  if (command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET) return wake_waiters(word, value, pc);
  return wait(word, value, limit_of(operation, reinterpret_cast<const timespec*>(argument[3])), pc);
}

}  // namespace

void keep_futex_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the name is libc's.
extern "C" long syscall(long number, ...) {
  long argument[6];
  va_list rest;
  va_start(rest, number);
  for (long& one : argument) one = va_arg(rest, long);
  va_end(rest);
  if (runtime::active && number == SYS_futex && runtime::is_modelled(argument[1])) {
    return runtime::futex(argument, LOCKSTEP_PC);
  }
  if (runtime::active && number == SYS_gettid) return 1000 + runtime::self().id;
  if (runtime::active && number != SYS_getpid) {
    const runtime::Inside inside;
    runtime::undecided("syscall");
  }
  const long result = runtime::kernel(number, argument[0], argument[1], argument[2], argument[3],
                                      argument[4], argument[5]);
  if (!runtime::kernel_failed(result)) return result;
  errno = static_cast<int>(-result);
  return -1;
}
// NOLINTEND
