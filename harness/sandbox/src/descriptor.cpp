#include "descriptor.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace lockstep::sandbox {

namespace {
constexpr std::size_t kLargestPacket = 1U << 20U;
constexpr std::size_t kMostDescriptors = 16;

std::vector<Fd> descriptors_of(msghdr& message) {
  std::vector<Fd> result;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      result.emplace_back(fd);
    }
  }
  return result;
}
}  // namespace

long check(long result, std::string_view what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), std::string(what));
  return result;
}

bool send_packet(int socket, std::string_view bytes, std::span<const int> descriptors) {
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = space.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
  }
  while (::sendmsg(socket, &message, MSG_NOSIGNAL) < 0) {
    if (errno == EINTR) continue;
    if (errno == EPIPE || errno == ECONNRESET) return false;
    check(-1, "cannot send to the sandbox's helper");
  }
  return true;
}

namespace {

/// Of the next packet, which stays. To make room for the largest one every time would cost more than
/// all else in a launch.
ssize_t next_size(int socket, int flags) {
  ssize_t size = 0;
  do {
    size = ::recv(socket, nullptr, 0, flags | MSG_PEEK | MSG_TRUNC);
    // ECONNRESET: the other side ended before it read everything from us. It is said once, ahead of
    // what the other side has sent before.
  } while (size < 0 && (errno == EINTR || errno == ECONNRESET));
  return size;
}

}  // namespace

Packet receive_packet(int socket, int flags) {
  Packet packet;
  const ssize_t expected = next_size(socket, flags);
  packet.closed = expected == 0 || (expected < 0 && errno != EAGAIN);
  if (expected <= 0) return packet;
  packet.bytes.resize(static_cast<std::size_t>(expected));
  iovec part{packet.bytes.data(), packet.bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space.data();
  message.msg_controllen = space.size();
  ssize_t size = 0;
  do {
    size = ::recvmsg(socket, &message, flags | MSG_CMSG_CLOEXEC);
  } while (size < 0 && (errno == EINTR || errno == ECONNRESET));
  packet.closed = size == 0 || (size < 0 && errno != EAGAIN);
  packet.bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (size > 0) packet.descriptors = descriptors_of(message);
  return packet;
}

SocketPair packet_pair() {
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
  const int size = static_cast<int>(kLargestPacket);
  ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  ::setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  return {Fd(ends[0]), Fd(ends[1])};
}

std::string read_small_file(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!file) return text;
  std::array<char, 4096> block{};
  ssize_t size = 0;
  while ((size = ::read(file.get(), block.data(), block.size())) > 0 ||
         (size < 0 && errno == EINTR)) {
    if (size > 0) text.append(block.data(), static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace lockstep::sandbox
