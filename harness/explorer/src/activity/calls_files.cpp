// Wrappers of reading and writing (tokens in pipes) and of locks on files.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>

#include "mappings.hpp"
#include "next.hpp"
#include "parts.hpp"
#include "sync.hpp"

namespace lockstep::explorer::activity {
namespace {

enum : std::uint64_t { kPipe = 20, kFlock = 21, kRecordLock = 22 };

// Output goes to where no other task listens.
bool is_standard_output(int descriptor, const struct stat& info) noexcept {
  if (descriptor != STDOUT_FILENO && descriptor != STDERR_FILENO) return false;
  static constinit dev_t devices[2];
  static constinit ino_t inodes[2];
  static constinit std::atomic<int> known[2];
  const int which = descriptor - STDOUT_FILENO;
  // What the descriptor was first is what the program was started with.
  if (known[which].exchange(1) == 0) {
    devices[which] = info.st_dev;
    inodes[which] = info.st_ino;
  }
  return devices[which] == info.st_dev && inodes[which] == info.st_ino;
}

ssize_t after_write(int descriptor, ssize_t count) noexcept {
  if (current() == nullptr) return count;
  struct stat info;
  if (LOCKSTEP_NEXT(fstat)(descriptor, &info) != 0 || is_standard_output(descriptor, info))
    return count;
  if (S_ISFIFO(info.st_mode) && count > 0)
    tokens_put({space_of(descriptor, kPipe), 0}, count);
  else
    synchronised_by_kernel();
  return count;
}

ssize_t after_read(int descriptor, ssize_t count) noexcept {
  if (current() == nullptr) return count;
  struct stat info;
  if (count > 0 && LOCKSTEP_NEXT(fstat)(descriptor, &info) == 0 && S_ISFIFO(info.st_mode))
    tokens_taken({space_of(descriptor, kPipe), 0}, count);
  else
    synchronised_by_kernel();
  return count;
}

void note_flock(int descriptor, int operation) noexcept {
  const Key key{space_of(descriptor, kFlock), 0};
  if ((operation & LOCK_EX) != 0)
    kernel_lock_acquired(key);
  else
    kernel_lock_released(key);  // a shared lock keeps no other reader out
}

void note_record_lock(int descriptor, short type, off_t start) noexcept {
  const Key key{space_of(descriptor, kRecordLock), static_cast<std::uint64_t>(start)};
  if (type == F_WRLCK)
    kernel_lock_acquired(key);
  else
    kernel_locks_released(key.space);
}

}  // namespace

void keep_file_calls() noexcept {}

}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

extern "C" {

ssize_t read(int descriptor, void* buffer, std::size_t size) {
  return after_read(descriptor, LOCKSTEP_NEXT(read)(descriptor, buffer, size));
}
ssize_t readv(int descriptor, const iovec* parts, int count) {
  return after_read(descriptor, LOCKSTEP_NEXT(readv)(descriptor, parts, count));
}
ssize_t write(int descriptor, const void* buffer, std::size_t size) {
  return after_write(descriptor, LOCKSTEP_NEXT(write)(descriptor, buffer, size));
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
  return after_write(descriptor, LOCKSTEP_NEXT(writev)(descriptor, parts, count));
}

int flock(int descriptor, int operation) {
  const int result = LOCKSTEP_NEXT(flock)(descriptor, operation);
  if (result == 0 && current() != nullptr)
    note_flock(descriptor, operation);
  else
    synchronised_by_kernel();
  return result;
}

static int fcntl_recorded(int (*real)(int, int, ...), int descriptor, int command, void* argument) {
  const int result = real(descriptor, command, argument);
  const bool lock = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK ||
                    command == F_OFD_SETLKW || command == F_GETLK;
  if (!lock || current() == nullptr) return result;
  synchronised_by_kernel();
  const auto* const request = static_cast<const struct flock*>(argument);
  if (result == 0 && command != F_GETLK)
    note_record_lock(descriptor, request->l_type, request->l_start);
  return result;
}

int fcntl(int descriptor, int command, ...) {
  va_list more;
  va_start(more, command);
  void* const argument = va_arg(more, void*);  // a pointer or an int
  va_end(more);
  return fcntl_recorded(LOCKSTEP_NEXT(fcntl), descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) {
  va_list more;
  va_start(more, command);
  void* const argument = va_arg(more, void*);
  va_end(more);
  return fcntl_recorded(LOCKSTEP_NEXT(fcntl64), descriptor, command, argument);
}

int lockf(int descriptor, int command, off_t size) {
  const int result = LOCKSTEP_NEXT(lockf)(descriptor, command, size);
  if (result != 0 || current() == nullptr) {
    synchronised_by_kernel();
    return result;
  }
  const bool taken = command == F_LOCK || command == F_TLOCK;
  note_record_lock(descriptor, taken ? F_WRLCK : F_UNLCK, lseek(descriptor, 0, SEEK_CUR));
  return result;
}

}  // extern "C"
