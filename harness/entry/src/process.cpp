#include "process.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <lockstep/wire/protocol.hpp>

namespace lockstep::entry {
namespace {

constinit pid_t started = 0;
constinit Channels moved{-1, -1};

/// To 200 or above; where the limit on descriptors is lower, as high as it goes by halves.
int move_away(int fd) {
  for (int lowest = 200; lowest > wire::response_fd; lowest /= 2) {
    const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, lowest);
    if (copy >= 0) {
      ::close(fd);
      return copy;
    }
  }
  return ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 ? fd : -1;
}

constinit std::atomic<std::uint32_t> reported = 0;

/// Settings of the C library and of the sanitizer differ from check to check. Both have been read
/// by now; nobody else needs to know. Overwritten in place, where /proc shows them, too.
void forget_settings() {
  for (const std::string_view name : {"MALLOC_ARENA_MAX=", "TSAN_OPTIONS="}) {
    for (char** variable = environ; *variable != nullptr; ++variable) {
      if (!std::string_view(*variable).starts_with(name)) continue;
      std::fill_n(*variable, std::strlen(*variable), '\0');
      char** last = variable;
      while (last[1] != nullptr) ++last;
      *variable = *last;
      *last = nullptr;
      break;
    }
  }
}

[[gnu::constructor(101)]] void take_channels() {
  forget_settings();
  started = ::getpid();
  moved = {move_away(wire::request_fd), move_away(wire::response_fd)};
}

}  // namespace

Channels channels() noexcept { return moved; }

std::uint32_t race_reports() noexcept { return reported.load(std::memory_order_relaxed); }

void end_if_child() noexcept {
  if (::getpid() != started) ::_exit(wire::exit_child_returned);
}

}  // namespace lockstep::entry

/// Called by ThreadSanitizer for each report, where there is one.
extern "C" void __tsan_on_report(void*) {
  lockstep::entry::reported.fetch_add(1, std::memory_order_relaxed);
}
