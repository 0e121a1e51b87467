// What opens, copies and closes descriptors: they are closed again between executions, and what is
// known of pipes and sockets goes along.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>

#include "access.hpp"
#include "keep.hpp"
#include "kernel.hpp"
#include "next.hpp"
#include "scheduler.hpp"
#include "transfers.hpp"

namespace lockstep::explorer::runtime {
namespace {

void note_opened() noexcept {
  if (core != nullptr) core->run.opened_files = true;
}

/// Opening a named pipe waits for somebody who opens its other end.
void refuse_named_pipe(const char* path) {
  if (!active) return;
  struct stat status {};
  const long failed =
      kernel(SYS_stat, reinterpret_cast<long>(path), reinterpret_cast<long>(&status));
  if (failed == 0 && S_ISFIFO(status.st_mode)) cut_off("a named pipe");
}

FILE* note_stream(FILE* made) noexcept {
  if (made != nullptr) note_made(::fileno(made));
  return made;
}

/// `made` refers to the same as `from` from now on.
int note_copy(int from, int made) {
  note_made(made);
  if (!active || made < 0 || !channel_end(from)) return made;
  const Inside inside;
  core->channels.note_change(made);
  return made;
}

/// What `to` referred to is closed.
void note_replaced(int from, int to, std::uintptr_t pc) {
  if (!active || from == to) return;
  if (channel_end(from) && to < core->snapshot.first_free()) {
    cut_off("a pipe or socket in place of a standard stream");
  }
  note_closing(to, Closing::descriptor, pc);
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
  runtime::refuse_named_pipe(path);
  return runtime::note_made(LOCKSTEP_NEXT(open)(path, flags, mode));
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  runtime::refuse_named_pipe(path);
  return runtime::note_made(LOCKSTEP_NEXT(open)(path, flags, mode));
}
FILE* fopen(const char* path, const char* mode) {
  runtime::refuse_named_pipe(path);
  return runtime::note_stream(LOCKSTEP_NEXT(fopen)(path, mode));
}
FILE* fopen64(const char* path, const char* mode) {
  runtime::refuse_named_pipe(path);
  return runtime::note_stream(LOCKSTEP_NEXT(fopen)(path, mode));
}
FILE* fdopen(int fd, const char* mode) noexcept {
  runtime::note_opened();
  if (active && runtime::is_foreign_channel(fd)) runtime::cut_off("fdopen of a pipe or socket");
  return LOCKSTEP_NEXT(fdopen)(fd, mode);
}

int dup(int fd) noexcept { return runtime::note_copy(fd, LOCKSTEP_NEXT(dup)(fd)); }
int dup2(int from, int to) noexcept {
  runtime::note_replaced(from, to, LOCKSTEP_PC);
  return runtime::note_copy(from, LOCKSTEP_NEXT(dup2)(from, to));
}
int dup3(int from, int to, int flags) noexcept {
  runtime::note_replaced(from, to, LOCKSTEP_PC);
  return runtime::note_copy(from, LOCKSTEP_NEXT(dup3)(from, to, flags));
}
int fcntl(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  const int result = LOCKSTEP_NEXT(fcntl)(fd, command, argument);
  const bool copies = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
  return copies ? runtime::note_copy(fd, result) : result;
}
int fcntl64(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return fcntl(fd, command, argument);
}

int close(int fd) {
  if (active) runtime::note_closing(fd, runtime::Closing::descriptor, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(close)(fd);
}

}  // extern "C"
// NOLINTEND
