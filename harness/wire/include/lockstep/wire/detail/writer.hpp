// Appends tags, variable-length integers and bytes to a message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <lockstep/wire/detail/tag.hpp>

namespace lockstep::wire::detail {

class Writer {
 public:
  void tag(Tag tag) { bytes_.push_back(static_cast<char>(tag)); }

  /// Seven bits a byte, lowest first; the high bit says that more follow.
  void varint(std::uint64_t value) {
    while (value >= 0x80) {
      byte(value | 0x80);
      value >>= 7;
    }
    byte(value);
  }

  void fixed64(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) byte(value >> shift);
  }

  void text(std::string_view text) {
    varint(text.size());
    bytes_.append(text);
  }

  [[nodiscard]] std::string finish() && { return std::move(bytes_); }

 private:
  void byte(std::uint64_t value) { bytes_.push_back(static_cast<char>(value & 0xff)); }

  std::string bytes_;
};

}  // namespace lockstep::wire::detail
