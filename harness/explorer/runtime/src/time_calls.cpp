// Sleeping, yielding, and looking at clocks.
#include <sched.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "circles.hpp"
#include "keep.hpp"
#include "kernel.hpp"
#include "locks.hpp"
#include "scheduler.hpp"
#include "virtual_time.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::uint64_t kLook = 1000;  // ns that pass at a look at a clock
constexpr std::uint64_t kSecond = 1'000'000'000;

std::uint64_t nanoseconds(const timespec& time) noexcept {
  return static_cast<std::uint64_t>(time.tv_sec) * kSecond +
         static_cast<std::uint64_t>(time.tv_nsec);
}

void sleep_until(std::uint64_t deadline, std::uintptr_t pc) {
  const Inside inside;
  Operation operation;
  operation.kind = Kind::sleep;
  operation.pc = pc;
  perform(operation, {.gate = Gate::asleep, .deadline = deadline});
  observe({Observation::What::pause, 0, pc, 0, 1});
}

void sleep_for(std::uint64_t duration, std::uintptr_t pc) {
  sleep_until(core->run.time + duration, pc);
}

void yield(std::uintptr_t pc) {
  const Inside inside;
  Operation operation;
  operation.kind = Kind::yield;
  operation.pc = pc;
  perform(operation);
  observe({Observation::What::pause, 0, pc, 0, 0});
}

std::uint64_t look_at(clockid_t clock, std::uintptr_t pc) {
  const Inside inside;
  core->run.time += kLook;
  const std::uint64_t now = start_of(clock) + core->run.time;
  observe({Observation::What::time, 0, pc, 0, 0});
  return now;
}

}  // namespace

void keep_time_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;
using runtime::kernel;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int nanosleep(const timespec* duration, timespec* rest) {
  if (active) {
    if (duration->tv_nsec < 0 || duration->tv_nsec >= 1'000'000'000 || duration->tv_sec < 0) {
      errno = EINVAL;
      return -1;
    }
    runtime::sleep_for(runtime::nanoseconds(*duration), LOCKSTEP_PC);
    return 0;
  }
  return static_cast<int>(
      kernel(SYS_nanosleep, reinterpret_cast<long>(duration), reinterpret_cast<long>(rest)));
}
int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* rest) {
  if (!active) {
    return static_cast<int>(-kernel(SYS_clock_nanosleep, clock, flags, reinterpret_cast<long>(time),
                                    reinterpret_cast<long>(rest)));
  }
  if ((flags & TIMER_ABSTIME) != 0) {
    runtime::sleep_until(runtime::deadline_of(clock, *time), LOCKSTEP_PC);
  } else {
    runtime::sleep_for(runtime::nanoseconds(*time), LOCKSTEP_PC);
  }
  return 0;
}
int usleep(useconds_t duration) {
  if (active) runtime::sleep_for(std::uint64_t{duration} * 1000, LOCKSTEP_PC);
  return 0;
}
unsigned sleep(unsigned duration) {
  if (active) runtime::sleep_for(duration * runtime::kSecond, LOCKSTEP_PC);
  return 0;
}
int sched_yield() {
  if (active) runtime::yield(LOCKSTEP_PC);
  return 0;
}

int clock_gettime(clockid_t clock, timespec* time) {
  if (!active) {
    return static_cast<int>(kernel(SYS_clock_gettime, clock, reinterpret_cast<long>(time)));
  }
  const std::uint64_t now = runtime::look_at(clock, LOCKSTEP_PC);
  time->tv_sec = static_cast<time_t>(now / runtime::kSecond);
  time->tv_nsec = static_cast<long>(now % runtime::kSecond);
  return 0;
}
int gettimeofday(timeval* time, void*) {
  if (!active) {
    return static_cast<int>(kernel(SYS_gettimeofday, reinterpret_cast<long>(time), 0));
  }
  const std::uint64_t now = runtime::look_at(CLOCK_REALTIME, LOCKSTEP_PC);
  time->tv_sec = static_cast<time_t>(now / runtime::kSecond);
  time->tv_usec = static_cast<suseconds_t>(now % runtime::kSecond / 1000);
  return 0;
}
time_t time(time_t* into) {
  timespec now{};
  if (active) {
    const std::uint64_t ns = runtime::look_at(CLOCK_REALTIME, LOCKSTEP_PC);
    now.tv_sec = static_cast<time_t>(ns / runtime::kSecond);
  } else {
    kernel(SYS_clock_gettime, CLOCK_REALTIME, reinterpret_cast<long>(&now));
  }
  if (into != nullptr) *into = now.tv_sec;
  return now.tv_sec;
}
clock_t clock() {
  if (!active) {
    timespec now{};
    kernel(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, reinterpret_cast<long>(&now));
    return static_cast<clock_t>(runtime::nanoseconds(now) / 1000);
  }
  return static_cast<clock_t>(runtime::look_at(CLOCK_PROCESS_CPUTIME_ID, LOCKSTEP_PC) / 1000);
}

}  // extern "C"
// NOLINTEND
