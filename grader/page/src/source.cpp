// The code that was graded, with numbered lines.
#include <map>

#include <fmt/format.h>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>

#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;

// What was handed in may be a megabyte of anything, and the page holds everybody's.
constexpr int most_lines = 3'000;
constexpr std::size_t most_bytes = 96U << 10U;

/// What findings say about each line of `file`.
std::map<int, std::string> roles_in(const Entry& entry, const std::string& file) {
  std::map<int, std::string> roles;
  if (!entry.result) return roles;
  const auto add = [&](const std::string& where, int line, const std::string& role) {
    if (where != file || line <= 0) return;
    std::string& text = roles[line];
    if (text.find(role) == std::string::npos) text += (text.empty() ? "" : "; ") + role;
  };
  for (const judge::CheckResult& check : entry.result->checks) {
    for (const verdict::Place& place : check.places) add(place.file, place.line, place.role);
  }
  for (const judge::Diagnostic& each : entry.result->diagnostics) {
    if (each.severity == judge::Severity::error) add(each.file, each.line, each.message);
  }
  return roles;
}

}  // namespace

std::string source(const Entry& entry, const store::SourceText& file) {
  const std::map<int, std::string> roles = roles_in(entry, file.name);
  std::string text = fmt::format("<details><summary>{}</summary>\n<pre class=\"code\">",
                                 escaped_markup(exports::line(file.name)));
  std::string_view rest = std::string_view(file.content).substr(0, most_bytes);
  for (int number = 1; !rest.empty() && number <= most_lines; ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto role = roles.find(number);
    const std::string code =
        fmt::format("<span class=\"line\">{:>4}</span>  {}", number, escaped_markup(line));
    text += role == roles.end() ? code + "\n"
                                : fmt::format("<mark>{}</mark>  <i>{}</i>\n", code,
                                              escaped_markup(exports::line(role->second)));
  }
  if (!rest.empty() || file.content.size() > most_bytes) text += "…\n";
  return text + "</pre>\n</details>\n";
}

}  // namespace lockstep::page
