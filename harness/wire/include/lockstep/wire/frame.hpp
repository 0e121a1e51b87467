// Messages in a stream: a length of four bytes, lowest first, then the payload.
//
// Two ways to use them: read_frame() and write_frame() on blocking descriptors, FrameReader and
// frame() for event loops. The trusted side never blocks on a submission, so it uses the second.
//
// SIGPIPE  A write to a peer that is gone raises it. The trusted side calls ignore_sigpipe() once
// at
//          its start and then sees EPIPE as std::system_error. An ignored signal stays ignored
//          across exec: whoever starts a submission must set it back to SIG_DFL.
// THREADS  no shared state; one frame at a time on each descriptor.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <lockstep/wire/error.hpp>

namespace lockstep::wire {

/// Most bytes in the payload of a frame.
inline constexpr std::size_t frame_limit = std::size_t{16} << 20;
inline constexpr std::size_t frame_header = 4;

inline void ignore_sigpipe() noexcept { std::signal(SIGPIPE, SIG_IGN); }

namespace detail {

inline std::size_t frame_length(std::string_view header, std::size_t limit) {
  std::uint32_t length = 0;
  for (std::size_t i = frame_header; i > 0; --i) {
    length = (length << 8) | static_cast<std::uint8_t>(header[i - 1]);
  }
  if (length > limit) {
    throw FrameError("a frame of " + std::to_string(length) + " bytes, at most " +
                     std::to_string(limit) + " are allowed");
  }
  return length;
}

/// Appends up to `wanted` bytes; fewer only at the end of the stream.
inline void read_some(int fd, std::string& into, std::size_t wanted) {
  // Memory follows what came, not what was claimed.
  constexpr std::size_t chunk = std::size_t{64} << 10;
  while (wanted > 0) {
    const std::size_t before = into.size();
    into.resize(before + std::min(wanted, chunk));
    const ssize_t got = ::read(fd, into.data() + before, into.size() - before);
    const int error = errno;
    into.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && error != EINTR) {
      throw std::system_error(error, std::generic_category(), "reading a frame");
    }
    if (got == 0) return;
    wanted -= into.size() - before;
  }
}

}  // namespace detail

/// The bytes of one frame. Throws FrameError where `payload` is longer than `limit`.
[[nodiscard]] inline std::string frame(std::string_view payload, std::size_t limit = frame_limit) {
  if (payload.size() > std::min<std::size_t>(limit, UINT32_MAX)) {
    throw FrameError("a message of " + std::to_string(payload.size()) + " bytes, at most " +
                     std::to_string(limit) + " are allowed");
  }
  std::string bytes;
  bytes.reserve(frame_header + payload.size());
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<char>((payload.size() >> shift) & 0xff));
  }
  return bytes.append(payload);
}

/// Finds the frames in bytes that come in pieces of any size. Holds no more than it was fed.
class FrameReader {
 public:
  explicit FrameReader(std::size_t limit = frame_limit) : limit_(limit) {}

  void feed(std::string_view bytes) {
    if (start_ > 0) bytes_.erase(0, start_);
    start_ = 0;
    bytes_.append(bytes);
  }

  /// The next frame that is complete. Throws FrameError as soon as a header claims too much, and
  /// again at every further call: the stream cannot be trusted from there on.
  [[nodiscard]] std::optional<std::string> next() {
    const std::string_view rest = std::string_view(bytes_).substr(start_);
    if (rest.size() < frame_header) return std::nullopt;
    const std::size_t length = detail::frame_length(rest, limit_);
    if (rest.size() - frame_header < length) return std::nullopt;
    start_ += frame_header + length;
    return std::string(rest.substr(frame_header, length));
  }

  /// False: the stream may not end here, a frame has begun.
  [[nodiscard]] bool between_frames() const noexcept { return start_ == bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t start_ = 0;  // invariant: <= bytes_.size(); everything before was handed out
  std::size_t limit_;
};

/// Waits for one frame; nullopt if the stream ends before it begins. Throws FrameError if it ends
/// inside, std::system_error if read() fails.
[[nodiscard]] inline std::optional<std::string> read_frame(int fd,
                                                           std::size_t limit = frame_limit) {
  std::string header;
  detail::read_some(fd, header, frame_header);
  if (header.empty()) return std::nullopt;
  if (header.size() < frame_header) throw FrameError("the stream ended inside a frame's header");
  const std::size_t length = detail::frame_length(header, limit);
  std::string payload;
  detail::read_some(fd, payload, length);
  if (payload.size() < length) throw FrameError("the stream ended inside a frame");
  return payload;
}

/// Waits until everything is written. Throws FrameError if the payload is too long,
/// std::system_error if write() fails.
inline void write_frame(int fd, std::string_view payload, std::size_t limit = frame_limit) {
  const std::string bytes = frame(payload, limit);
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "writing a frame");
    }
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace lockstep::wire
