// Wrappers of everything else through which one task can learn what another has done.
//
// They only count as synchronisation, so that no race is claimed after them. Being wrong here in
// the other direction would accuse a correct program.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "next.hpp"
#include "parts.hpp"
#include "sync.hpp"

namespace lockstep::explorer::activity {
void keep_kernel_calls() noexcept {}
}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

#define SYNCHRONISES(result, name, parameters, arguments) \
  result name parameters {                                \
    const auto returned = LOCKSTEP_NEXT(name) arguments;  \
    synchronised_by_kernel();                             \
    return returned;                                      \
  }

extern "C" {

// Waiting for descriptors, and messages.
SYNCHRONISES(int, poll, (pollfd * fds, nfds_t count, int ms), (fds, count, ms))
SYNCHRONISES(int, ppoll, (pollfd * fds, nfds_t count, const timespec* time, const sigset_t* mask),
             (fds, count, time, mask))
SYNCHRONISES(int, select, (int count, fd_set* in, fd_set* out, fd_set* bad, timeval* time),
             (count, in, out, bad, time))
SYNCHRONISES(int, pselect,
             (int count, fd_set* in, fd_set* out, fd_set* bad, const timespec* time,
              const sigset_t* mask),
             (count, in, out, bad, time, mask))
SYNCHRONISES(int, epoll_wait, (int fd, epoll_event* events, int most, int ms),
             (fd, events, most, ms))
SYNCHRONISES(int, epoll_pwait,
             (int fd, epoll_event* events, int most, int ms, const sigset_t* mask),
             (fd, events, most, ms, mask))
SYNCHRONISES(int, eventfd_read, (int fd, eventfd_t* value), (fd, value))
SYNCHRONISES(int, accept4, (int fd, sockaddr* from, socklen_t* length, int flags),
             (fd, from, length, flags))
SYNCHRONISES(ssize_t, recv, (int fd, void* to, std::size_t size, int flags), (fd, to, size, flags))
SYNCHRONISES(ssize_t, recvfrom,
             (int fd, void* to, std::size_t size, int flags, sockaddr* from, socklen_t* length),
             (fd, to, size, flags, from, length))
SYNCHRONISES(ssize_t, recvmsg, (int fd, msghdr* message, int flags), (fd, message, flags))
SYNCHRONISES(ssize_t, send, (int fd, const void* from, std::size_t size, int flags),
             (fd, from, size, flags))
SYNCHRONISES(ssize_t, sendto,
             (int fd, const void* from, std::size_t size, int flags, const sockaddr* to,
              socklen_t length),
             (fd, from, size, flags, to, length))
SYNCHRONISES(ssize_t, sendmsg, (int fd, const msghdr* message, int flags), (fd, message, flags))
SYNCHRONISES(int, accept, (int fd, sockaddr* from, socklen_t* length), (fd, from, length))
SYNCHRONISES(int, connect, (int fd, const sockaddr* to, socklen_t length), (fd, to, length))
SYNCHRONISES(ssize_t, pread, (int fd, void* to, std::size_t size, off_t at), (fd, to, size, at))
SYNCHRONISES(ssize_t, pread64, (int fd, void* to, std::size_t size, off64_t at), (fd, to, size, at))

// Signals.
SYNCHRONISES(int, kill, (pid_t pid, int number), (pid, number))
SYNCHRONISES(int, pthread_kill, (pthread_t thread, int number), (thread, number))
SYNCHRONISES(int, sigqueue, (pid_t pid, int number, sigval value), (pid, number, value))
SYNCHRONISES(int, pause, (), ())
SYNCHRONISES(int, sigsuspend, (const sigset_t* mask), (mask))
SYNCHRONISES(int, sigwait, (const sigset_t* set, int* number), (set, number))
SYNCHRONISES(int, sigwaitinfo, (const sigset_t* set, siginfo_t* info), (set, info))
SYNCHRONISES(int, sigtimedwait, (const sigset_t* set, siginfo_t* info, const timespec* time),
             (set, info, time))

// Files that serve as locks or marks.
SYNCHRONISES(int, link, (const char* from, const char* to), (from, to))
SYNCHRONISES(int, symlink, (const char* from, const char* to), (from, to))
SYNCHRONISES(int, rename, (const char* from, const char* to), (from, to))
SYNCHRONISES(int, unlink, (const char* path), (path))
SYNCHRONISES(int, mkdir, (const char* path, mode_t mode), (path, mode))
SYNCHRONISES(int, rmdir, (const char* path), (path))
SYNCHRONISES(int, access, (const char* path, int mode), (path, mode))
SYNCHRONISES(int, stat, (const char* path, struct stat* info), (path, info))

SYNCHRONISES(int, lstat, (const char* path, struct stat* info), (path, info))
SYNCHRONISES(int, fstat, (int fd, struct stat* info), (fd, info))
SYNCHRONISES(dirent*, readdir, (DIR * directory), (directory))
SYNCHRONISES(int, shmctl, (int id, int command, shmid_ds* info), (id, command, info))
SYNCHRONISES(int, msgctl, (int id, int command, msqid_ds* info), (id, command, info))
SYNCHRONISES(pid_t, getppid, (), ())

// Buffered input; libstdc++'s streams end in read().
SYNCHRONISES(std::size_t, fread, (void* to, std::size_t size, std::size_t count, FILE* file),
             (to, size, count, file))
SYNCHRONISES(char*, fgets, (char* to, int size, FILE* file), (to, size, file))
SYNCHRONISES(int, fgetc, (FILE * file), (file))
SYNCHRONISES(int, getc, (FILE * file), (file))
SYNCHRONISES(ssize_t, __getdelim, (char** line, std::size_t* size, int end, FILE* file),
             (line, size, end, file))
SYNCHRONISES(ssize_t, getdelim, (char** line, std::size_t* size, int end, FILE* file),
             (line, size, end, file))

// The header has an inline body for getline, so the wrapper gets its name in another way.
ssize_t recorded_getline(char** line, std::size_t* size, FILE* file) __asm__("getline");
ssize_t recorded_getline(char** line, std::size_t* size, FILE* file) {
  return getdelim(line, size, '\n', file);
}

#define SCANS(name)                                 \
  int name(FILE* file, const char* format, ...) {   \
    va_list more;                                   \
    va_start(more, format);                         \
    const int fields = vfscanf(file, format, more); \
    va_end(more);                                   \
    synchronised_by_kernel();                       \
    return fields;                                  \
  }
SCANS(__isoc99_fscanf)
SCANS(__isoc23_fscanf)

// Opening orders nothing, except where it fails or must create the file.
#define OPENS(name)                                                          \
  int name(const char* path, int flags, ...) {                               \
    va_list more;                                                            \
    va_start(more, flags);                                                   \
    const auto mode = va_arg(more, mode_t);                                  \
    va_end(more);                                                            \
    const int descriptor = LOCKSTEP_NEXT(name)(path, flags, mode);           \
    if (descriptor == -1 || (flags & O_EXCL) != 0) synchronised_by_kernel(); \
    return descriptor;                                                       \
  }
OPENS(open)
OPENS(open64)
FILE* fopen(const char* path, const char* mode) {
  FILE* const file = LOCKSTEP_NEXT(fopen)(path, mode);
  if (file == nullptr || std::strchr(mode, 'x') != nullptr) synchronised_by_kernel();
  return file;
}
int openat(int folder, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const auto mode = va_arg(more, mode_t);
  va_end(more);
  const int descriptor = LOCKSTEP_NEXT(openat)(folder, path, flags, mode);
  if (descriptor == -1 || (flags & O_EXCL) != 0) synchronised_by_kernel();
  return descriptor;
}
int shm_open(const char* name, int flags, mode_t mode) {
  const int descriptor = LOCKSTEP_NEXT(shm_open)(name, flags, mode);
  if (descriptor == -1 || (flags & O_EXCL) != 0) synchronised_by_kernel();
  return descriptor;
}

// The C++ headers wait for atomics through this one.
long syscall(long number, ...) {
  va_list more;
  va_start(more, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(more, long);
  va_end(more);
  const long returned = LOCKSTEP_NEXT(syscall)(number, arguments[0], arguments[1], arguments[2],
                                               arguments[3], arguments[4], arguments[5]);
  synchronised_by_kernel();
  return returned;
}

// A handler may run anywhere, and be the order between two tasks.
static void note_handler(const void* handler) noexcept {
  const auto is = [handler](void (*special)(int)) {
    return handler == reinterpret_cast<const void*>(special);
  };
  if (current() != nullptr && !is(SIG_DFL) && !is(SIG_IGN)) area->signal_handlers = true;
}

int sigaction(int number, const struct sigaction* action, struct sigaction* old) {
  if (action != nullptr) note_handler(reinterpret_cast<const void*>(action->sa_handler));
  return LOCKSTEP_NEXT(sigaction)(number, action, old);
}

sighandler_t signal(int number, sighandler_t handler) {
  note_handler(reinterpret_cast<const void*>(handler));
  return LOCKSTEP_NEXT(signal)(number, handler);
}

}  // extern "C"
