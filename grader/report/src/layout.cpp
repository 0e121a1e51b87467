#include <lockstep/report/layout.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::report {
namespace {

std::string without_tabs(std::string_view line) {
  std::string result;
  for (const char c : line) {
    if (c == '\t') {
      result += "    ";
    } else {
      result += c;
    }
  }
  return result;
}

std::string_view without_trailing_blanks(std::string_view line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

/// One line of the text: never empty, so that the caller always moves on.
void wrap_line(std::string_view line, std::size_t width, std::vector<std::string>& out) {
  line = without_trailing_blanks(line);
  const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const std::string indent(std::min(blanks, width / 2), ' ');
  line.remove_prefix(blanks);
  const std::size_t room = width - indent.size();
  while (verdict::columns(line) > room) {
    std::string_view part = verdict::fitting(line, room);
    const std::size_t blank = line.substr(0, part.size() + 1).rfind(' ');
    if (blank != std::string_view::npos) part = line.substr(0, blank);
    out.push_back(indent + std::string(without_trailing_blanks(part)));
    line.remove_prefix(part.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  }
  out.push_back(indent + std::string(line));
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t most_lines) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    wrap_line(verdict::printable(without_tabs(line)), std::max<std::size_t>(width, 4), lines);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  if (lines.size() > most_lines) {
    const std::size_t more = lines.size() - most_lines + 1;
    lines.resize(most_lines - 1);
    lines.push_back(fmt::format("… {} more lines", more));
  }
  return lines;
}

std::string hanging(std::string_view lead, std::string_view text, std::size_t width,
                    std::size_t most_lines) {
  const std::size_t indent = verdict::columns(lead);
  std::string result;
  for (const std::string& line : wrapped(text, width > indent ? width - indent : 1, most_lines)) {
    if (result.empty()) {
      result += lead;
    } else if (!line.empty()) {
      result.append(indent, ' ');
    }
    result += line;
    result += '\n';
  }
  return result;
}

std::string Paint::in(std::string_view code, std::string_view text) const {
  if (!on_ || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

}  // namespace lockstep::report
