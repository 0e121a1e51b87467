// Sockets: pairs of them are followed, all others are not.
#include <sys/socket.h>
#include <unistd.h>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "scheduler.hpp"
#include "transfers.hpp"

namespace lockstep::explorer::runtime {
namespace {

bool is_followed_pair(int domain, int type) noexcept {
  const int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  return domain == AF_UNIX && (kind == SOCK_STREAM || kind == SOCK_SEQPACKET || kind == SOCK_DGRAM);
}

void note_pair(const int (&ends)[2], int type, std::uintptr_t pc) {
  if (core != nullptr) core->run.opened_files = true;
  if (!active) return;
  note_range(ends, sizeof ends, kWrite, pc);
  const Inside inside;
  core->channels.add_pair(ends, (type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != SOCK_STREAM);
}

Closing closing_by(int how) noexcept {
  if (how == SHUT_RD) return Closing::in;
  return how == SHUT_WR ? Closing::out : Closing::both;
}

void note_got(const void* into, ssize_t got, std::uintptr_t pc) {
  if (got > 0) note_range(into, static_cast<std::size_t>(got), kWrite, pc);
}

}  // namespace

void keep_socket_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int socket(int domain, int type, int protocol) noexcept {
  return runtime::note_made_unmodelled(LOCKSTEP_NEXT(socket)(domain, type, protocol), "socket");
}
int socketpair(int domain, int type, int protocol, int ends[2]) noexcept {
  const int result = LOCKSTEP_NEXT(socketpair)(domain, type, protocol, ends);
  if (!runtime::is_followed_pair(domain, type)) {
    runtime::note_made_unmodelled(result == 0 ? ends[0] : -1, "socketpair");
    if (result == 0) runtime::note_made(ends[1]);
  } else if (result == 0) {
    runtime::note_pair(*reinterpret_cast<int(*)[2]>(ends), type, LOCKSTEP_PC);
  }
  return result;
}

ssize_t recv(int fd, void* into, std::size_t size, int flags) {
  if (!active) return LOCKSTEP_NEXT(recv)(fd, into, size, flags);
  if (runtime::channel_end(fd)) return runtime::receive(fd, into, size, flags, LOCKSTEP_PC);
  runtime::use_unmodelled(fd, POLLIN, "recv");
  const ssize_t got = LOCKSTEP_NEXT(recv)(fd, into, size, flags);
  runtime::note_got(into, got, LOCKSTEP_PC);
  return got;
}
ssize_t __recv_chk(int fd, void* into, std::size_t size, std::size_t, int flags) {
  return recv(fd, into, size, flags);
}
ssize_t recvfrom(int fd, void* into, std::size_t size, int flags, sockaddr* from,
                 socklen_t* length) {
  if (active && from == nullptr) return recv(fd, into, size, flags);
  if (active) runtime::use_unmodelled(fd, POLLIN, "recvfrom");
  return LOCKSTEP_NEXT(recvfrom)(fd, into, size, flags, from, length);
}
ssize_t __recvfrom_chk(int fd, void* into, std::size_t size, std::size_t, int flags, sockaddr* from,
                       socklen_t* length) {
  return recvfrom(fd, into, size, flags, from, length);
}
ssize_t recvmsg(int fd, msghdr* message, int flags) {
  if (active) runtime::use_unmodelled(fd, POLLIN, "recvmsg");
  return LOCKSTEP_NEXT(recvmsg)(fd, message, flags);
}
int recvmmsg(int fd, mmsghdr* messages, unsigned count, int flags, timespec* timeout) {
  if (active) runtime::cut_off("recvmmsg");
  return LOCKSTEP_NEXT(recvmmsg)(fd, messages, count, flags, timeout);
}

ssize_t send(int fd, const void* from, std::size_t size, int flags) {
  if (!active) return LOCKSTEP_NEXT(send)(fd, from, size, flags);
  if (runtime::channel_end(fd)) return runtime::send(fd, from, size, flags, LOCKSTEP_PC);
  runtime::note_range(from, size, 0, LOCKSTEP_PC);
  runtime::use_unmodelled(fd, POLLOUT, "send");
  return LOCKSTEP_NEXT(send)(fd, from, size, flags);
}
ssize_t sendto(int fd, const void* from, std::size_t size, int flags, const sockaddr* to,
               socklen_t length) {
  if (active && to == nullptr) return send(fd, from, size, flags);
  if (active) runtime::use_unmodelled(fd, POLLOUT, "sendto");
  return LOCKSTEP_NEXT(sendto)(fd, from, size, flags, to, length);
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  if (active) runtime::use_unmodelled(fd, POLLOUT, "sendmsg");
  return LOCKSTEP_NEXT(sendmsg)(fd, message, flags);
}
int sendmmsg(int fd, mmsghdr* messages, unsigned count, int flags) {
  if (active) runtime::cut_off("sendmmsg");
  return LOCKSTEP_NEXT(sendmmsg)(fd, messages, count, flags);
}

int shutdown(int fd, int how) noexcept {
  if (active) runtime::note_closing(fd, runtime::closing_by(how), LOCKSTEP_PC);
  return LOCKSTEP_NEXT(shutdown)(fd, how);
}
int setsockopt(int fd, int level, int name, const void* value, socklen_t size) noexcept {
  if (active && level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO)) {
    runtime::cut_off("a time limit of a socket");
  }
  return LOCKSTEP_NEXT(setsockopt)(fd, level, name, value, size);
}

int accept(int fd, sockaddr* from, socklen_t* length) {
  if (active) runtime::use_unmodelled(fd, POLLIN, "accept");
  return runtime::note_made(LOCKSTEP_NEXT(accept)(fd, from, length));
}
int accept4(int fd, sockaddr* from, socklen_t* length, int flags) {
  if (active) runtime::use_unmodelled(fd, POLLIN, "accept");
  return runtime::note_made(LOCKSTEP_NEXT(accept4)(fd, from, length, flags));
}

}  // extern "C"
// NOLINTEND
