// Takes a message apart, and refuses whatever a Writer would not have written.
//
// Every claim (length, number of elements) is held against the bytes that remain before anything is
// allocated for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <lockstep/wire/detail/tag.hpp>
#include <lockstep/wire/error.hpp>
#include <lockstep/wire/limits.hpp>

namespace lockstep::wire::detail {

class Reader {
 public:
  Reader(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {
    if (bytes.size() > limits.bytes) {
      fail(0, "the message has " + std::to_string(bytes.size()) + " bytes, at most " +
                  std::to_string(limits.bytes) + " are allowed");
    }
  }

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - at_; }

  [[noreturn]] static void fail(std::size_t at, const std::string& reason) {
    throw DecodeError(at, reason);
  }

  std::uint8_t byte() {
    if (remaining() == 0) fail(at_, "the message ends here, more was expected");
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }

  /// Takes one tag of two that are allowed; true if it is the first.
  bool either(Tag first, Tag second) {
    const std::size_t start = at_;
    const auto found = static_cast<Tag>(byte());
    if (found != first && found != second) {
      fail(start, "expected " + describe(first) + ", found " + describe(found));
    }
    return found == first;
  }

  void tag(Tag expected) { either(expected, expected); }

  std::uint64_t varint() {
    const std::size_t start = at_;
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t next = byte();
      if (shift == 63 && next > 1) fail(start, "an integer of more than 64 bits");
      value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
      if (next < 0x80) {
        if (next == 0 && shift != 0) fail(start, "an integer that is not in its shortest form");
        return value;
      }
    }
  }

  std::uint64_t fixed64() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) {
      value |= static_cast<std::uint64_t>(byte()) << shift;
    }
    return value;
  }

  std::string_view text() {
    const std::size_t length = count(1, 1);
    const std::string_view taken = bytes_.substr(at_, length);
    at_ += length;
    return taken;
  }

  /// Number of elements, each of at least `least` bytes here and `footprint` bytes of memory.
  std::size_t count(std::size_t least, std::size_t footprint) {
    const std::size_t start = at_;
    const std::uint64_t claimed = varint();
    if (claimed > remaining() / least) {
      fail(start, "a claim of " + std::to_string(claimed) + " elements does not fit in the " +
                      std::to_string(remaining()) + " bytes that remain");
    }
    if (claimed > (limits_.memory - memory_) / footprint) {
      fail(start,
           "more than " + std::to_string(limits_.memory) + " bytes of memory for one message");
    }
    memory_ += static_cast<std::size_t>(claimed) * footprint;
    return static_cast<std::size_t>(claimed);
  }

  /// The number of fields of a record must be known to both sides.
  void fields(std::size_t expected) {
    const std::size_t start = at_;
    const std::uint64_t found = varint();
    if (found != expected) {
      fail(start, "expected a record of " + std::to_string(expected) + " fields, found " +
                      std::to_string(found));
    }
  }

  void finish() const {
    if (remaining() != 0)
      fail(at_, std::to_string(remaining()) + " bytes after the end of the value");
  }

  /// Held while the inside of a container is read.
  class Nested {
   public:
    explicit Nested(Reader& reader) : reader_(reader) {
      if (reader.depth_ == reader.limits_.depth) {
        fail(reader.at_, "nested more than " + std::to_string(reader.limits_.depth) + " deep");
      }
      ++reader.depth_;
    }
    ~Nested() { --reader_.depth_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

   private:
    Reader& reader_;
  };

 private:
  std::string_view bytes_;
  Limits limits_;
  std::size_t at_ = 0;
  std::size_t memory_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace lockstep::wire::detail
