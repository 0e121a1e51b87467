#include <lockstep/verdict/printable.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

namespace lockstep::verdict {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t n>
constexpr bool in_any(const std::array<Range, n>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

// Controls, and characters that are invisible or reorder what stands around them.
constexpr std::array<Range, 10> unprintable{{{0x00, 0x1f},
                                             {0x7f, 0x9f},
                                             {0xad, 0xad},
                                             {0x61c, 0x61c},
                                             {0x180e, 0x180e},
                                             {0x200b, 0x200f},
                                             {0x2028, 0x202e},
                                             {0x2060, 0x206f},
                                             {0xfeff, 0xfeff},
                                             {0xe0000, 0xe007f}}};

// Combining marks and variation selectors: drawn over the character before them.
constexpr std::array<Range, 6> zero_width{{{0x300, 0x36f},
                                           {0x483, 0x489},
                                           {0x1ab0, 0x1aff},
                                           {0x1dc0, 0x1dff},
                                           {0x20d0, 0x20ff},
                                           {0xfe00, 0xfe0f}}};

// The ranges that the C++ standard takes as two columns wide ([format.string.std]).
constexpr std::array<Range, 14> two_wide{{{0x1100, 0x115f},
                                          {0x2329, 0x232a},
                                          {0x2e80, 0x303e},
                                          {0x3040, 0xa4cf},
                                          {0xac00, 0xd7a3},
                                          {0xf900, 0xfaff},
                                          {0xfe10, 0xfe19},
                                          {0xfe30, 0xfe6f},
                                          {0xff00, 0xff60},
                                          {0xffe0, 0xffe6},
                                          {0x1f300, 0x1f64f},
                                          {0x1f900, 0x1f9ff},
                                          {0x20000, 0x2fffd},
                                          {0x30000, 0x3fffd}}};

std::size_t width(const CodePoint& point) {
  if (in_any(zero_width, point.value)) return 0;
  return in_any(two_wide, point.value) ? 2 : 1;
}

std::size_t announced_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

void append_escape(std::string& out, char32_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  auto end = std::back_inserter(out);
  if (value == U'\n') {
    out += "\\n";
  } else if (value == U'\r') {
    out += "\\r";
  } else if (value == U'\t') {
    out += "\\t";
  } else if (value < 0x80) {
    fmt::format_to(end, "\\x{:02x}", number);
  } else if (value < 0x10000) {
    fmt::format_to(end, "\\u{:04x}", number);
  } else {
    fmt::format_to(end, "\\U{:08x}", number);
  }
}

template <typename NeedsEscape>
std::string escaped(std::string_view text, NeedsEscape needs_escape) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<std::uint32_t>(point.value));
    } else if (needs_escape(point.value)) {
      append_escape(out, point.value);
    } else {
      out += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return out;
}

}  // namespace

CodePoint first_code_point(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const CodePoint bad{byte(0), 1, false};
  const std::size_t length = announced_length(byte(0));
  if (length == 0 || length > text.size()) return bad;
  if (length == 1) return {byte(0), 1, true};
  auto value = static_cast<char32_t>(byte(0) & (0x7fU >> length));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return bad;
    value = (value << 6U) | (byte(i) & 0x3fU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[length] || surrogate || value > 0x10ffff) return bad;
  return {value, length, true};
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    if (!point.valid) return at;
    at += point.length;
  }
  return std::string_view::npos;
}

std::string valid_utf8(std::string_view text) {
  return escaped(text, [](char32_t) { return false; });
}

std::string printable(std::string_view text) {
  return escaped(text, [](char32_t value) { return in_any(unprintable, value); });
}

std::string printable_lines(std::string_view text) {
  return escaped(text, [](char32_t value) {
    return value != U'\n' && value != U'\t' && in_any(unprintable, value);
  });
}

std::size_t columns(std::string_view line) noexcept {
  std::size_t sum = 0;
  while (!line.empty()) {
    const CodePoint point = first_code_point(line);
    sum += width(point);
    line.remove_prefix(point.length);
  }
  return sum;
}

std::string_view fitting(std::string_view line, std::size_t most) noexcept {
  std::size_t taken = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = first_code_point(line.substr(at));
    taken += width(point);
    if (taken > most) return line.substr(0, at);
    at += point.length;
  }
  return line;
}

}  // namespace lockstep::verdict
