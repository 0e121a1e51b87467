#include "narrow_pipe.hpp"

#include <array>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "../src/descriptor.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

/// A copy of the program's descriptor; it must not be kept, or its readers never see the end.
Fd borrow(const seccomp_notif& notification) {
  const pid_t process = process_of(static_cast<pid_t>(notification.pid));
  const Fd handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (!handle) return {};
  const auto wanted = static_cast<int>(notification.data.args[0]);
  return Fd(static_cast<int>(::syscall(SYS_pidfd_getfd, handle.get(), wanted, 0)));
}

std::uint64_t vector_bytes(const seccomp_notif& notification) {
  constexpr std::size_t kMostParts = 16;
  std::array<iovec, kMostParts> parts{};
  const std::size_t count = std::min<std::size_t>(notification.data.args[2], kMostParts);
  iovec local{parts.data(), count * sizeof(iovec)};
  iovec remote{reinterpret_cast<void*>(notification.data.args[1]), count * sizeof(iovec)};
  const auto pid = static_cast<pid_t>(notification.pid);
  if (::process_vm_readv(pid, &local, 1, &remote, 1, 0) < 0) return 0;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < count; ++i) bytes += parts[i].iov_len;
  return bytes;
}

std::uint64_t bytes_to_write(const seccomp_notif& notification) {
  return notification.data.nr == SYS_writev ? vector_bytes(notification)
                                            : notification.data.args[2];
}

/// Nobody reads it any more: the write fails at once, and need not wait for space.
bool without_readers(const Fd& pipe) {
  pollfd event{pipe.get(), 0, 0};
  return ::poll(&event, 1, 0) > 0 && (event.revents & POLLERR) != 0;
}

}  // namespace

WriteAnswer may_write(const seccomp_notif& notification, std::uint32_t capacity,
                      const std::set<std::string>& outside) {
  const Fd file = borrow(notification);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return WriteAnswer::now;
  if (S_ISSOCK(status.st_mode)) {
    const int smallest = 1;  // the kernel raises it to its minimum
    ::setsockopt(file.get(), SOL_SOCKET, SO_SNDBUF, &smallest, sizeof smallest);
    return WriteAnswer::now;
  }
  if (!S_ISFIFO(status.st_mode)) return WriteAnswer::now;
  if (outside.count("pipe:[" + std::to_string(status.st_ino) + "]") != 0) return WriteAnswer::now;
  // One large write may enter an empty pipe; the kernel's own smallest size then stops it.
  ::fcntl(file.get(), F_SETPIPE_SZ, 1);
  if (without_readers(file)) return WriteAnswer::now;
  int waiting = 0;
  if (::ioctl(file.get(), FIONREAD, &waiting) != 0 || waiting == 0) return WriteAnswer::now;
  if (static_cast<std::uint64_t>(waiting) + bytes_to_write(notification) <= capacity) {
    return WriteAnswer::now;
  }
  return (::fcntl(file.get(), F_GETFL) & O_NONBLOCK) != 0 ? WriteAnswer::would_block
                                                           : WriteAnswer::later;
}

}  // namespace lockstep::sandbox
