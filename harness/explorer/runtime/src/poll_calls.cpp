// Waiting for several descriptors at once: poll(2) on pipes and socket pairs is followed, its
// relatives are not.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "scheduler.hpp"
#include "transfers.hpp"

namespace lockstep::explorer::runtime {
namespace {

/// Of a wait that is not followed: what there is at once; the execution ends where it would wait.
template <class Look>
int look_once(const char* name, bool waits, Look&& look) {
  const Inside inside;
  undecided(name);
  const int ready = look();
  if (ready == 0 && waits) cut_off(name);
  return ready;
}

int sleep_for(int milliseconds) {
  constexpr int second = 1000;
  const timespec time{milliseconds / second, milliseconds % second * 1'000'000L};
  ::nanosleep(&time, nullptr);
  return 0;
}

/// A time limit in the unit of poll(2), rounded up; -1: none.
int in_milliseconds(const timespec* limit) noexcept {
  if (limit == nullptr) return -1;
  constexpr long millisecond = 1'000'000;
  return static_cast<int>(limit->tv_sec * 1000 + (limit->tv_nsec + millisecond - 1) / millisecond);
}

int poll_in_sight(pollfd* descriptors, nfds_t count, int timeout_ms, std::uintptr_t pc) {
  if (count == 0 && timeout_ms >= 0) return sleep_for(timeout_ms);
  int result = 0;
  if (poll_channels(descriptors, count, timeout_ms, result, pc)) return result;
  return look_once("poll", timeout_ms != 0,
                   [&] { return LOCKSTEP_NEXT(poll)(descriptors, count, 0); });
}

}  // namespace

void keep_poll_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int poll(pollfd* descriptors, nfds_t count, int timeout_ms) {
  if (!active) return LOCKSTEP_NEXT(poll)(descriptors, count, timeout_ms);
  return runtime::poll_in_sight(descriptors, count, timeout_ms, LOCKSTEP_PC);
}
int __poll_chk(pollfd* descriptors, nfds_t count, int timeout_ms, std::size_t) {
  return poll(descriptors, count, timeout_ms);
}
int ppoll(pollfd* descriptors, nfds_t count, const timespec* limit, const sigset_t* mask) {
  if (!active) return LOCKSTEP_NEXT(ppoll)(descriptors, count, limit, mask);
  return runtime::poll_in_sight(descriptors, count, runtime::in_milliseconds(limit), LOCKSTEP_PC);
}

int select(int count, fd_set* reading, fd_set* writing, fd_set* failing, timeval* limit) {
  if (!active) return LOCKSTEP_NEXT(select)(count, reading, writing, failing, limit);
  if (count == 0 && limit != nullptr) {
    return runtime::sleep_for(static_cast<int>(limit->tv_sec * 1000 + limit->tv_usec / 1000));
  }
  const bool waits = limit == nullptr || limit->tv_sec != 0 || limit->tv_usec != 0;
  return runtime::look_once("select", waits, [&] {
    timeval now{};
    return LOCKSTEP_NEXT(select)(count, reading, writing, failing, &now);
  });
}
int pselect(int count, fd_set* reading, fd_set* writing, fd_set* failing, const timespec* limit,
            const sigset_t* mask) {
  if (!active) return LOCKSTEP_NEXT(pselect)(count, reading, writing, failing, limit, mask);
  const bool waits = limit == nullptr || limit->tv_sec != 0 || limit->tv_nsec != 0;
  return runtime::look_once("pselect", waits, [&] {
    const timespec now{};
    return LOCKSTEP_NEXT(pselect)(count, reading, writing, failing, &now, mask);
  });
}

int eventfd(unsigned value, int flags) noexcept {
  return runtime::note_made_unmodelled(LOCKSTEP_NEXT(eventfd)(value, flags), "eventfd");
}
int epoll_create(int size) noexcept {
  return runtime::note_made_unmodelled(LOCKSTEP_NEXT(epoll_create)(size), "epoll");
}
int epoll_create1(int flags) noexcept {
  return runtime::note_made_unmodelled(LOCKSTEP_NEXT(epoll_create1)(flags), "epoll");
}
int epoll_wait(int fd, epoll_event* events, int most, int timeout_ms) {
  if (!active) return LOCKSTEP_NEXT(epoll_wait)(fd, events, most, timeout_ms);
  return runtime::look_once("epoll", timeout_ms != 0,
                            [&] { return LOCKSTEP_NEXT(epoll_wait)(fd, events, most, 0); });
}
int epoll_pwait(int fd, epoll_event* events, int most, int timeout_ms, const sigset_t* mask) {
  if (!active) return LOCKSTEP_NEXT(epoll_pwait)(fd, events, most, timeout_ms, mask);
  return runtime::look_once("epoll", timeout_ms != 0,
                            [&] { return LOCKSTEP_NEXT(epoll_pwait)(fd, events, most, 0, mask); });
}

}  // extern "C"
// NOLINTEND
