// What opens descriptors, so that they are closed again between executions, and what waits for
// them, which is not modelled.
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

void note_opened() noexcept {
  if (core != nullptr) core->run.opened_files = true;
}

void not_modelled(const char* name) {
  note_opened();
  if (!active) return;
  const Inside inside;
  undecided(name);
}

/// Reading from it or writing to it may wait for another task.
bool is_channel(int fd) noexcept {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return false;
  return S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode);
}

}  // namespace

void keep_file_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  runtime::note_opened();
  return LOCKSTEP_NEXT(open)(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  runtime::note_opened();
  return LOCKSTEP_NEXT(open)(path, flags, mode);
}
FILE* fopen(const char* path, const char* mode) {
  runtime::note_opened();
  return LOCKSTEP_NEXT(fopen)(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  runtime::note_opened();
  return LOCKSTEP_NEXT(fopen)(path, mode);
}
int dup(int fd) {
  runtime::note_opened();
  return LOCKSTEP_NEXT(dup)(fd);
}

int pipe(int fds[2]) noexcept {
  runtime::not_modelled("pipe");
  return LOCKSTEP_NEXT(pipe)(fds);
}
int pipe2(int fds[2], int flags) noexcept {
  runtime::not_modelled("pipe");
  return LOCKSTEP_NEXT(pipe2)(fds, flags);
}
int socket(int domain, int type, int protocol) noexcept {
  runtime::not_modelled("socket");
  return LOCKSTEP_NEXT(socket)(domain, type, protocol);
}
int socketpair(int domain, int type, int protocol, int fds[2]) noexcept {
  runtime::not_modelled("socketpair");
  return LOCKSTEP_NEXT(socketpair)(domain, type, protocol, fds);
}
int eventfd(unsigned value, int flags) noexcept {
  runtime::not_modelled("eventfd");
  return LOCKSTEP_NEXT(eventfd)(value, flags);
}
int epoll_create1(int flags) noexcept {
  runtime::not_modelled("epoll");
  return LOCKSTEP_NEXT(epoll_create1)(flags);
}
int poll(pollfd* fds, nfds_t count, int timeout) {
  runtime::not_modelled("poll");
  return LOCKSTEP_NEXT(poll)(fds, count, timeout);
}
int select(int count, fd_set* reading, fd_set* writing, fd_set* failing, timeval* timeout) {
  runtime::not_modelled("select");
  return LOCKSTEP_NEXT(select)(count, reading, writing, failing, timeout);
}

ssize_t read(int fd, void* into, std::size_t size) {
  if (active && runtime::is_channel(fd)) runtime::not_modelled("read from a pipe or socket");
  const ssize_t got = LOCKSTEP_NEXT(read)(fd, into, size);
  if (got > 0) {
    runtime::note_range(into, static_cast<std::size_t>(got), runtime::kWrite, LOCKSTEP_PC);
  }
  return got;
}
ssize_t write(int fd, const void* from, std::size_t size) {
  runtime::note_range(from, size, 0, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(write)(fd, from, size);
}

}  // extern "C"
// NOLINTEND
