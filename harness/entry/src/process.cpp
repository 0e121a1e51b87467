#include "process.hpp"

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

[[gnu::constructor(101)]] void take_channels() {
  started = ::getpid();
  moved = {move_away(wire::request_fd), move_away(wire::response_fd)};
}

}  // namespace

Channels channels() noexcept { return moved; }

void end_if_child() noexcept {
  if (::getpid() != started) ::_exit(wire::exit_child_returned);
}

}  // namespace lockstep::entry
