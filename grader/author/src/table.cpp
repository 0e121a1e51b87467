#include <lockstep/author/section.hpp>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::author {
namespace {

constexpr std::size_t kKind = 9;
constexpr std::size_t kWidestName = 40;

std::size_t name_width(const Section& section) {
  std::size_t widest = 0;
  for (const Row& row : section.rows) widest = std::max(widest, verdict::columns(row.name));
  return std::min(widest, kWidestName);
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  if (verdict::columns(text) > width)
    result = fmt::format("{}…", verdict::fitting(text, width - 1));
  return result.append(width - verdict::columns(result), ' ');
}

/// The front part of `line` that fits, up to a blank where there is one.
std::string_view front_part(std::string_view line, std::size_t most) {
  const std::string_view fits = verdict::fitting(line, most);
  if (fits.size() == line.size()) return fits;
  const std::size_t blank = line.substr(0, fits.size() + 1).rfind(' ');
  return blank == std::string_view::npos || blank == 0 ? fits : line.substr(0, blank);
}

/// Wrapped under a row, with the label before its first line.
std::string labelled(std::string_view label, std::string_view text, std::size_t width) {
  constexpr std::size_t indent = 17;
  constexpr std::size_t most_lines = 8;
  const std::string line = verdict::printable(text);
  std::string_view rest = line;
  std::string result;
  for (std::size_t i = 0; i < most_lines && !rest.empty(); ++i) {
    const std::string_view part = front_part(rest, std::max(width, indent * 3) - indent);
    result += fmt::format("      {:<{}}{}\n", i == 0 ? label : "", indent - 6, part);
    rest.remove_prefix(part.size());
    if (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  return result;
}

}  // namespace

std::string table(const Section& section, std::size_t width) {
  std::string text = fmt::format("{}\n", section.exercise);
  const std::size_t names = name_width(section);
  for (const Row& row : section.rows) {
    const std::string name = verdict::printable(row.name);
    text += row.ok ? fmt::format("ok    {} {}  {}\n", padded(row.kind, kKind), padded(name, names),
                                 row.got)
                   : fmt::format("FAIL  {} {}\n", padded(row.kind, kKind), name);
    if (!row.ok) {
      text += labelled("expected", row.expected, width) + labelled("got", row.got, width);
    }
    for (const std::string& more : row.also) text += labelled("", more, width);
  }
  text += fmt::format("{}: {} ok, {} FAIL\n", section.exercise,
                      section.rows.size() - section.failures(), section.failures());
  return text;
}

}  // namespace lockstep::author
