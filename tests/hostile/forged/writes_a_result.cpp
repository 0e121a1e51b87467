// expect: tampering
// exercise: ex4
// Finds the channel for results among the open descriptors, writes a well-formed result with the
// right number into it, and ends before anybody can look closer.
#include "lock_counter.hpp"

#include <unistd.h>

#include <string>

namespace ex4 {
namespace {
/// As the harness encodes a signed integer.
std::string encoded(std::int64_t value) {
  std::string bytes(1, '\x03');
  auto rest = static_cast<std::uint64_t>(value) << 1U;
  for (; rest >= 0x80; rest >>= 7U) bytes += static_cast<char>(rest | 0x80U);
  return bytes + static_cast<char>(rest);
}

/// A response that says "it returned this", in a frame.
std::string forged(std::int64_t value) {
  const std::string result = encoded(value);
  std::string payload("\x0a\x06\x05\x00\x06", 5);
  payload += static_cast<char>(result.size());
  payload += result + std::string("\x06\x00\x06\x00\x06\x00\x02\x00", 8);
  const auto size = static_cast<std::uint32_t>(payload.size());
  return std::string(reinterpret_cast<const char*>(&size), sizeof size) + payload;
}
}  // namespace

std::int64_t count_with_threads(int threads, int increments) {
  const std::string frame = forged(std::int64_t{threads} * increments);
  for (int fd = 3; fd < 1024; ++fd) (void)!::write(fd, frame.data(), frame.size());
  ::_exit(0);
}
std::int64_t count_with_processes(int, int) { return 0; }
}  // namespace ex4
