// Text that nobody can be trusted with, made safe to show.
//
// What students' programs print may hold terminal escapes, NULs, bytes that are not UTF-8, or
// characters that turn the reading direction round. All of it is shown, as `\x1b`, never obeyed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lockstep::verdict {

/// A character taken from the front of a text, or one byte that does not belong to any.
struct CodePoint {
  char32_t value = 0;      // the byte itself where `valid` is false
  std::size_t length = 1;  // in bytes
  bool valid = false;      // shortest form, no surrogate, at most U+10FFFF
};

/// `text` must not be empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

/// The offset of the first byte that is not UTF-8; npos where all of it is.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text) noexcept;

/// `text` with every byte that is not UTF-8 written as `\xNN`.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// One line without control or direction characters: each is written as `\n`, `\x1b` or `\u202e`.
[[nodiscard]] std::string printable(std::string_view text);

/// The same, but line ends and tabs stay what they are.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// How many terminal columns a printable line takes.
[[nodiscard]] std::size_t columns(std::string_view line) noexcept;

/// The longest front part of a printable line that takes at most `most` columns.
[[nodiscard]] std::string_view fitting(std::string_view line, std::size_t most) noexcept;

}  // namespace lockstep::verdict
