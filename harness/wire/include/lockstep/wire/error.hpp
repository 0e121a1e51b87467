// What the codec and the frames throw about bytes that they refuse.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace lockstep::wire {

/// The bytes are not the canonical encoding of the wanted type. what() names the byte and the
/// reason.
class DecodeError : public std::runtime_error {
 public:
  DecodeError(std::size_t offset, const std::string& reason)
      : std::runtime_error("byte " + std::to_string(offset) + ": " + reason), offset_(offset) {}

  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }

 private:
  std::size_t offset_;
};

/// A frame is longer than allowed, or the stream ended inside one.
class FrameError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lockstep::wire
