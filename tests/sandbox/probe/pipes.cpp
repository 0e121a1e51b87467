// Parents and children that speak through pipes, drained well or badly.
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

constexpr std::size_t kPiece = 64;

struct Ends {
  int read;
  int write;
};

Ends open_ends(const std::string& kind) {
  int ends[2] = {-1, -1};
  const int made = kind == "socket" ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : ::pipe(ends);
  if (made != 0) std::perror("pipe");
  return {ends[0], ends[1]};
}

pid_t start_writer(const Ends& ends, int pieces) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::close(ends.read);
  const std::string piece(kPiece, 'x');
  for (int i = 0; i < pieces; ++i) {
    if (::write(ends.write, piece.data(), piece.size()) != static_cast<ssize_t>(kPiece)) ::_exit(1);
  }
  ::_exit(0);
}

std::size_t drain(int fd) {
  char block[4096];
  std::size_t total = 0;
  for (ssize_t size = 0; (size = ::read(fd, block, sizeof block)) > 0;) {
    total += static_cast<std::size_t>(size);
  }
  return total;
}

int finish(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

const Behaviour drain_first{"drain-then-wait", [](const Arguments& a) {  // kind, pieces
  const Ends ends = open_ends(a[0]);
  const pid_t child = start_writer(ends, number(a, 1));
  ::close(ends.write);
  std::printf("%zu\n", drain(ends.read));
  return finish(child);
}};
const Behaviour wait_first{"wait-then-drain", [](const Arguments& a) {
  const Ends ends = open_ends(a[0]);
  const pid_t child = start_writer(ends, number(a, 1));
  ::close(ends.write);
  const int code = finish(child);
  std::printf("%zu\n", drain(ends.read));
  return code;
}};
const Behaviour reader_leaves{"reader-leaves", [](const Arguments& a) {
  const Ends ends = open_ends("pipe");
  const pid_t child = start_writer(ends, number(a, 0));
  ::close(ends.write);
  probe::sleep_ms(200);
  ::close(ends.read);
  return finish(child);
}};
const Behaviour non_blocking{"non-blocking-writer", [](const Arguments&) {
  const Ends ends = open_ends("pipe");
  ::fcntl(ends.write, F_SETFL, O_NONBLOCK);
  const std::string piece(kPiece, 'x');
  int written = 0;
  while (written < 10'000 && ::write(ends.write, piece.data(), piece.size()) > 0) ++written;
  std::printf("%d %s\n", written, errno == EAGAIN ? "EAGAIN" : "other");
  return 0;
}};
const Behaviour vectors{"vector-writer", [](const Arguments&) {
  const Ends ends = open_ends("pipe");
  ::fcntl(ends.write, F_SETFL, O_NONBLOCK);
  char piece[kPiece] = {};
  const iovec parts[2] = {{piece, kPiece / 2}, {piece, kPiece / 2}};
  int written = 0;
  while (written < 10'000 && ::writev(ends.write, parts, 2) > 0) ++written;
  std::printf("%d %s\n", written, errno == EAGAIN ? "EAGAIN" : "other");
  return 0;
}};
const Behaviour large_piece{"large-piece", [](const Arguments&) {
  const Ends ends = open_ends("pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string block(1U << 20U, 'x');
    ::_exit(::write(ends.write, block.data(), block.size()) == 1 << 20 ? 0 : 1);
  }
  ::close(ends.write);
  std::printf("%zu\n", drain(ends.read));
  return finish(child);
}};
const Behaviour interrupted{"interrupted-writer", [](const Arguments&) {
  const Ends ends = open_ends("pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGUSR1, &action, nullptr);
    const std::string piece(kPiece, 'x');
    for (int i = 0; i < 20;) {
      const ssize_t size = ::write(ends.write, piece.data(), piece.size());
      if (size < 0 && errno != EINTR) ::_exit(1);
      if (size > 0) ++i;
    }
    ::_exit(0);
  }
  ::close(ends.write);
  probe::sleep_ms(200);
  ::kill(child, SIGUSR1);
  probe::sleep_ms(100);
  std::printf("%zu\n", drain(ends.read));
  return finish(child);
}};

}  // namespace
