#include <lockstep/catalogue/excerpt.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::catalogue {
namespace {

std::string shown(std::string_view source) {
  std::string result;
  for (const char c : source) {
    if (c == '\t') {
      result += "    ";
    } else {
      result += c;
    }
  }
  return verdict::printable(result);
}

bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
}

// What lies further from the caret than this cannot be seen in any frame.
constexpr std::size_t most_bytes_around = 1024;

/// The last part of `line` that takes at most `most` columns.
std::string_view last_columns(std::string_view line, std::size_t most) {
  while (verdict::columns(line) > most) {
    line.remove_prefix(verdict::first_code_point(line).length);
  }
  return line;
}

}  // namespace

std::string excerpt(std::string_view line, std::size_t offset, std::string_view note, Frame frame) {
  const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  offset = std::min(offset, line.size());
  std::size_t first = std::min(blanks, offset);
  if (offset - first > most_bytes_around) first = offset - most_bytes_around;
  while (first < offset && inside_character(line, first)) ++first;
  std::size_t last = std::min(line.size(), offset + most_bytes_around);
  while (last > offset && inside_character(line, last)) --last;

  std::string before = shown(line.substr(first, offset - first));
  std::string after = shown(line.substr(offset, last - offset));
  const std::size_t room = std::max<std::size_t>(frame.width, frame.indent + 20) - frame.indent;
  if (verdict::columns(before) + verdict::columns(after) > room) {
    const std::size_t most_before = room * 2 / 3;
    if (verdict::columns(before) > most_before) {
      before = fmt::format("…{}", last_columns(before, most_before - 1));
    }
    const std::size_t room_after = room - verdict::columns(before);
    if (verdict::columns(after) > room_after) {
      after = fmt::format("{}…", verdict::fitting(after, room_after - 1));
    }
  }
  return fmt::format("{0:{1}}{2}{3}\n{0:{1}}{0:{4}}^{5}{6}\n", "", frame.indent, before, after,
                     verdict::columns(before), note.empty() ? "" : " ", note);
}

}  // namespace lockstep::catalogue
