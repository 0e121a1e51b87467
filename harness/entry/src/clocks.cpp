#include "clocks.hpp"

#include <dlfcn.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>

namespace lockstep::entry {
namespace {

// Lock-free and without allocation: the clocks may be read in signal handlers and after fork().
// Relaxed: reads of a clock order nothing.
constinit std::atomic<std::int64_t> jump = 0;
constinit std::atomic<std::uint64_t> added = 0;  // unsigned: it may wrap
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

using ClockGettime = int (*)(clockid_t, timespec*);
using TimespecGet = int (*)(timespec*, int);
constinit ClockGettime next_clock_gettime = nullptr;
constinit TimespecGet next_timespec_get = nullptr;

[[gnu::constructor(101)]] void find_real_clocks() {
  next_clock_gettime = reinterpret_cast<ClockGettime>(::dlsym(RTLD_NEXT, "clock_gettime"));
  next_timespec_get = reinterpret_cast<TimespecGet>(::dlsym(RTLD_NEXT, "timespec_get"));
}

/// The system call serves what runs before the constructors: sanitizers read clocks that early.
int real_clock_gettime(clockid_t clock, timespec* now) {
  if (next_clock_gettime != nullptr) return next_clock_gettime(clock, now);
  return static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
}

bool is_wall_clock(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI ||
         clock == CLOCK_REALTIME_ALARM;
}

void add_jump(timespec& now) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t by = jump.load(std::memory_order_relaxed);
  if (by == 0) return;
  const auto step = static_cast<std::uint64_t>(by);
  const auto total =
      static_cast<std::int64_t>(added.fetch_add(step, std::memory_order_relaxed) + step);
  now.tv_sec += total / second;
  now.tv_nsec += total % second;
  if (now.tv_nsec >= second) {
    now.tv_nsec -= second;
    ++now.tv_sec;
  } else if (now.tv_nsec < 0) {
    now.tv_nsec += second;
    --now.tv_sec;
  }
}

int read_clock(clockid_t clock, timespec* now) {
  const int result = real_clock_gettime(clock, now);
  if (result == 0 && is_wall_clock(clock)) add_jump(*now);
  return result;
}

}  // namespace

void set_wall_clock_jump(std::int64_t ns) noexcept {
  jump.store(ns, std::memory_order_relaxed);
  added.store(0, std::memory_order_relaxed);
}

}  // namespace lockstep::entry

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  return lockstep::entry::read_clock(clock, now);
}

int gettimeofday(timeval* now, void* zone) noexcept {
  timespec precise{};
  if (zone != nullptr) ::syscall(SYS_gettimeofday, nullptr, zone);
  if (lockstep::entry::read_clock(CLOCK_REALTIME, &precise) != 0) return -1;
  *now = {precise.tv_sec, precise.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* now) noexcept {
  timespec coarse{};
  lockstep::entry::read_clock(CLOCK_REALTIME_COARSE, &coarse);
  if (now != nullptr) *now = coarse.tv_sec;
  return coarse.tv_sec;
}

int timespec_get(timespec* now, int base) noexcept {
  if (base == TIME_UTC) {
    return lockstep::entry::read_clock(CLOCK_REALTIME, now) == 0 ? base : 0;
  }
  const auto next = lockstep::entry::next_timespec_get;
  return next != nullptr ? next(now, base) : 0;
}

}  // extern "C"
