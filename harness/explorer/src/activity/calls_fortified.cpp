// Where _FORTIFY_SOURCE is on (Ubuntu's default), calls with a buffer of known size go to functions
// of these names. They check, and go on to the wrappers.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstring>

#include "parts.hpp"

namespace lockstep::explorer::activity {
void keep_fortified_calls() noexcept {}
}  // namespace lockstep::explorer::activity

extern "C" {

[[noreturn]] void __chk_fail();

static void require(std::size_t size, std::size_t room) {
  if (size > room) __chk_fail();
}

ssize_t __read_chk(int fd, void* to, std::size_t size, std::size_t room) {
  require(size, room);
  return read(fd, to, size);
}
ssize_t __pread_chk(int fd, void* to, std::size_t size, off_t at, std::size_t room) {
  require(size, room);
  return pread(fd, to, size, at);
}
ssize_t __pread64_chk(int fd, void* to, std::size_t size, off64_t at, std::size_t room) {
  require(size, room);
  return pread64(fd, to, size, at);
}
ssize_t __recv_chk(int fd, void* to, std::size_t size, std::size_t room, int flags) {
  require(size, room);
  return recv(fd, to, size, flags);
}
ssize_t __recvfrom_chk(int fd, void* to, std::size_t size, std::size_t room, int flags,
                       sockaddr* from, socklen_t* length) {
  require(size, room);
  return recvfrom(fd, to, size, flags, from, length);
}
int __poll_chk(pollfd* fds, nfds_t count, int ms, std::size_t room) {
  require(count * sizeof *fds, room);
  return poll(fds, count, ms);
}
int __ppoll_chk(pollfd* fds, nfds_t count, const timespec* time, const sigset_t* mask,
                std::size_t room) {
  require(count * sizeof *fds, room);
  return ppoll(fds, count, time, mask);
}
char* __fgets_chk(char* to, std::size_t room, int size, FILE* file) {
  require(static_cast<std::size_t>(size), room);
  return fgets(to, size, file);
}
std::size_t __fread_chk(void* to, std::size_t room, std::size_t size, std::size_t count,
                        FILE* file) {
  require(size * count, room);
  return fread(to, size, count, file);
}
void* __memcpy_chk(void* to, const void* from, std::size_t size, std::size_t room) {
  require(size, room);
  return memcpy(to, from, size);
}
void* __memmove_chk(void* to, const void* from, std::size_t size, std::size_t room) {
  require(size, room);
  return memmove(to, from, size);
}
void* __memset_chk(void* to, int value, std::size_t size, std::size_t room) {
  require(size, room);
  return memset(to, value, size);
}

}  // extern "C"
