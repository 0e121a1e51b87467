// Pipes, and reading and writing by descriptor.
#include <fcntl.h>
#include <signal.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>

#include "access.hpp"
#include "ending.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "plain_copy.hpp"
#include "scheduler.hpp"
#include "transfers.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr const char* kForeignRead = "read from a pipe or socket";
constexpr const char* kForeignWrite = "write to a pipe or socket";

int made_pipe(int (&ends)[2], int flags, int result, std::uintptr_t pc) {
  if (core != nullptr) core->run.opened_files = true;
  if (!active || result != 0) return result;
  note_range(ends, sizeof ends, kWrite, pc);
  const Inside inside;
  if ((flags & O_DIRECT) != 0) {
    undecided("a pipe of packets");
  } else {
    core->channels.add_pipe(ends);
  }
  return 0;
}

/// What was there before the program came, as standard input, is not made to look ready.
void look_at_foreign_read(int fd) {
  if (is_foreign_channel(fd)) return use_unmodelled(fd, POLLIN, kForeignRead);
  const Inside inside;
  struct stat status {};
  if (::fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))) {
    undecided(kForeignRead);
  }
}

ssize_t written(ssize_t result, std::uintptr_t pc) {
  if (result < 0 && errno == EPIPE && active) receive_signal(SIGPIPE, pc);
  return result;
}

std::size_t size_of(const iovec* parts, int count) noexcept {
  std::size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  return size;
}

/// In the program's memory, which the next execution gets back also if this one never returns.
std::byte* gathered(std::size_t size) {
  const Inside inside;
  return static_cast<std::byte*>(core->heap.allocate(size, 16, false));
}

void give_back(std::byte* memory) {
  const Inside inside;
  core->heap.free(memory);
}

ssize_t receive_parts(int fd, const iovec* parts, int count, std::uintptr_t pc) {
  std::byte* bytes = gathered(size_of(parts, count));
  const ssize_t got = receive(fd, bytes, size_of(parts, count), 0, pc);
  std::size_t left = got > 0 ? static_cast<std::size_t>(got) : 0;
  const std::byte* from = bytes;
  for (int i = 0; i < count && left > 0; ++i) {
    const std::size_t part = std::min(parts[i].iov_len, left);
    note_range(parts[i].iov_base, part, kWrite, pc);
    plain_copy(parts[i].iov_base, from, part);
    from += part;
    left -= part;
  }
  give_back(bytes);
  return got;
}

ssize_t send_parts(int fd, const iovec* parts, int count, std::uintptr_t pc) {
  const std::size_t size = size_of(parts, count);
  std::byte* bytes = gathered(size);
  std::byte* to = bytes;
  for (int i = 0; i < count; ++i) {
    note_range(parts[i].iov_base, parts[i].iov_len, 0, pc);
    plain_copy(to, parts[i].iov_base, parts[i].iov_len);
    to += parts[i].iov_len;
  }
  const ssize_t sent = send(fd, bytes, size, 0, pc);
  give_back(bytes);
  return sent;
}

}  // namespace

void keep_channel_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pipe(int ends[2]) noexcept {
  const int result = LOCKSTEP_NEXT(pipe)(ends);
  return runtime::made_pipe(*reinterpret_cast<int(*)[2]>(ends), 0, result, LOCKSTEP_PC);
}
int pipe2(int ends[2], int flags) noexcept {
  const int result = LOCKSTEP_NEXT(pipe2)(ends, flags);
  return runtime::made_pipe(*reinterpret_cast<int(*)[2]>(ends), flags, result, LOCKSTEP_PC);
}

ssize_t read(int fd, void* into, std::size_t size) {
  if (!active) return LOCKSTEP_NEXT(read)(fd, into, size);
  if (runtime::channel_end(fd)) return runtime::receive(fd, into, size, 0, LOCKSTEP_PC);
  runtime::look_at_foreign_read(fd);
  const ssize_t got = LOCKSTEP_NEXT(read)(fd, into, size);
  if (got > 0) {
    runtime::note_range(into, static_cast<std::size_t>(got), runtime::kWrite, LOCKSTEP_PC);
  }
  return got;
}
ssize_t __read_chk(int fd, void* into, std::size_t size, std::size_t) {
  return read(fd, into, size);
}
ssize_t readv(int fd, const iovec* parts, int count) {
  if (!active) return LOCKSTEP_NEXT(readv)(fd, parts, count);
  if (runtime::channel_end(fd)) return runtime::receive_parts(fd, parts, count, LOCKSTEP_PC);
  runtime::look_at_foreign_read(fd);
  return LOCKSTEP_NEXT(readv)(fd, parts, count);
}

ssize_t write(int fd, const void* from, std::size_t size) {
  if (!active) return LOCKSTEP_NEXT(write)(fd, from, size);
  if (runtime::channel_end(fd)) return runtime::send(fd, from, size, 0, LOCKSTEP_PC);
  runtime::note_range(from, size, 0, LOCKSTEP_PC);
  if (runtime::is_foreign_channel(fd)) {
    runtime::use_unmodelled(fd, POLLOUT, runtime::kForeignWrite);
  }
  return runtime::written(LOCKSTEP_NEXT(write)(fd, from, size), LOCKSTEP_PC);
}
ssize_t writev(int fd, const iovec* parts, int count) {
  if (!active) return LOCKSTEP_NEXT(writev)(fd, parts, count);
  if (runtime::channel_end(fd)) return runtime::send_parts(fd, parts, count, LOCKSTEP_PC);
  if (runtime::is_foreign_channel(fd)) {
    runtime::use_unmodelled(fd, POLLOUT, runtime::kForeignWrite);
  }
  return runtime::written(LOCKSTEP_NEXT(writev)(fd, parts, count), LOCKSTEP_PC);
}

int vdprintf(int fd, const char* format, va_list values) {
  if (active && runtime::is_foreign_channel(fd)) runtime::use_unmodelled(fd, POLLOUT, "dprintf");
  return LOCKSTEP_NEXT(vdprintf)(fd, format, values);
}
int dprintf(int fd, const char* format, ...) {
  va_list values;
  va_start(values, format);
  const int printed = vdprintf(fd, format, values);
  va_end(values);
  return printed;
}

ssize_t sendfile(int to, int from, off_t* at, std::size_t size) noexcept {
  if (active) runtime::cut_off("sendfile");
  return LOCKSTEP_NEXT(sendfile)(to, from, at, size);
}
ssize_t sendfile64(int to, int from, off64_t* at, std::size_t size) noexcept {
  return sendfile(to, from, at, size);
}
ssize_t splice(int from, off64_t* at, int to, off64_t* there, std::size_t size, unsigned flags) {
  if (active) runtime::cut_off("splice");
  return LOCKSTEP_NEXT(splice)(from, at, to, there, size, flags);
}
ssize_t tee(int from, int to, std::size_t size, unsigned flags) {
  if (active) runtime::cut_off("tee");
  return LOCKSTEP_NEXT(tee)(from, to, size, flags);
}
ssize_t vmsplice(int fd, const iovec* parts, std::size_t count, unsigned flags) {
  if (active) runtime::cut_off("vmsplice");
  return LOCKSTEP_NEXT(vmsplice)(fd, parts, count, flags);
}

}  // extern "C"
// NOLINTEND
