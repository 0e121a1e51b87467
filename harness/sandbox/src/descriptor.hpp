// Owned descriptors, and the few system calls of this folder that need care: EINTR, passing
// descriptors, reading small files whole.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>
#include <unistd.h>

namespace lockstep::sandbox {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~Fd() { reset(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  void reset() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

/// Throws std::system_error with errno and `what` where `result` is negative.
long check(long result, std::string_view what);

struct Packet {
  std::string bytes;
  std::vector<Fd> descriptors;
  bool closed = false;  // the other side is gone
};

/// One message over a SOCK_SEQPACKET socket. False where the other side is gone.
bool send_packet(int socket, std::string_view bytes, std::span<const int> descriptors = {});

/// Waits for one message; MSG_DONTWAIT in `flags` gives an empty packet where there is none.
Packet receive_packet(int socket, int flags = 0);

struct SocketPair {
  Fd ours;
  Fd theirs;
};
SocketPair packet_pair();

/// The whole of a small file, usually in /proc; empty where it cannot be read.
std::string read_small_file(const std::string& path);

}  // namespace lockstep::sandbox
