#include "meeting.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace lockstep::explorer::activity {
namespace {

// Enough to lose an update, few enough to cost a correct program little.
constexpr std::uint8_t kMostMet = 20;
constexpr std::uint8_t kMostMissed = 3;
constexpr std::uint32_t kMostMissedByTask = 12;

constexpr long kLook = 500'000;                  // nanoseconds between two looks at the others
constexpr std::int64_t kPatience = 100'000'000;  // while another one computes
constexpr std::uint64_t kManyTries = 64;         // of one that gets nowhere

std::int64_t now() noexcept {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void wait_for_change(std::atomic<std::uint32_t>& word, std::uint32_t seen) noexcept {
  const timespec most{0, kLook};
  syscall(SYS_futex, &word, FUTEX_WAIT, seen, &most, nullptr, 0);
}

void wake_one(std::atomic<std::uint32_t>& word) noexcept {
  syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

/// As the kernel calls it: 'R' runs, 'S' sleeps, 'Z' has ended; 0 where it cannot be told.
char state_of(pid_t pid) noexcept {
  char path[32];
  std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
  const long file = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT ? 'Z' : 0;
  char text[64];  // "pid (name) state": names have at most 15 characters
  const long size = syscall(SYS_read, file, text, sizeof text);
  syscall(SYS_close, file);
  for (long i = size - 3; i >= 0; --i)
    if (text[i] == ')') return text[i + 2];
  return 0;
}

using Tries = std::array<std::uint64_t, kMaxTasks>;  // of each task, by its number

std::uint64_t tries_of(const Task& task) noexcept {
  return __atomic_load_n(&task.shared_syncs, __ATOMIC_RELAXED);
}

/// Other processes, and the one that starts them.
bool takes_part(const Task& self, const Task& other) noexcept {
  return &other != &self && (other.process || other.creator == -1) &&
         other.state != State::failed && other.state != State::unused;
}

bool may_come(const Task& other, std::uint64_t tries_before) noexcept {
  if (tries_of(other) - tries_before >= kManyTries) return false;
  const pid_t pid = other.pid;
  if (pid == 0) return true;  // is being forked
  const char state = state_of(pid);
  return state == 'R' || state == 0;
}

bool somebody_may_come(const Task& self, const Tries& before) noexcept {
  for (const Task& other : all_tasks(*area))
    if (takes_part(self, other) && may_come(other, before[static_cast<std::size_t>(other.number)]))
      return true;
  return false;
}

std::atomic<std::uint32_t>& arrivals_at(const Key& key) noexcept {
  const std::uint64_t mixed = (key.space ^ key.offset) * 0x9e3779b97f4a7c15u;
  return area->arrivals[mixed >> 32 & (kMeetings - 1)];
}

/// The number of arrivals is odd while somebody waits.
bool met(const Task& self, std::atomic<std::uint32_t>& arrivals) noexcept {
  const std::uint32_t mine = arrivals.fetch_add(1) + 1;
  if (mine % 2 == 0) {
    wake_one(arrivals);
    return true;
  }
  Tries before;
  for (const Task& other : all_tasks(*area))
    before[static_cast<std::size_t>(other.number)] = tries_of(other);
  const std::int64_t end = now() + kPatience;
  int quiet = 0;
  while (quiet < 2 && now() < end) {
    wait_for_change(arrivals, mine);
    if (arrivals.load() != mine) return true;
    quiet = somebody_may_come(self, before) ? 0 : quiet + 1;
  }
  std::uint32_t expected = mine;
  return !arrivals.compare_exchange_strong(expected, mine + 1);
}

}  // namespace

void meet_others(Task& task, Location& location) noexcept {
  if (location.missed >= kMostMissed || location.met >= kMostMet) return;
  if (task.missed >= kMostMissedByTask || area == nullptr) return;
  const int error = errno;
  if (met(task, arrivals_at(location.key))) {
    ++location.met;
  } else {
    ++location.missed;
    ++task.missed;
  }
  errno = error;
}

}  // namespace lockstep::explorer::activity
