#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "layouts.hpp"
#include "names.hpp"

namespace lockstep::intake {
namespace {

constexpr std::size_t kLongestLog = 4U << 20U;

const Node* among(const std::vector<Node>& nodes, std::string_view name, Kind kind) {
  for (const Node& each : nodes) {
    if (each.name == name && each.kind == kind) return &each;
  }
  return nullptr;
}

std::string last_line(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t end = text.rfind('\n');
  return std::string(end == std::string_view::npos ? text : text.substr(end + 1));
}

/// "<old> <new> Name <mail> 1714560000 +0200\tcommit: …"
Commit in_log(const std::string& line) {
  constexpr std::size_t shown = 10;
  const std::size_t hash = line.find(' ');
  const std::size_t mail = line.rfind("> ", line.find('\t'));
  if (hash == std::string::npos || mail == std::string::npos) return {};
  Commit commit;
  commit.hash = line.substr(hash + 1, shown);
  if (commit.hash.find_first_not_of("0123456789abcdef") != std::string::npos) return {};
  const std::string seconds = line.substr(mail + 2, line.find(' ', mail + 2) - mail - 2);
  if (is_number(seconds) && seconds.size() < 12) {
    commit.time =
        fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time_t{std::stoll(seconds)}));
  }
  return commit;
}

}  // namespace

Commit commit_of(const Node& folder) {
  try {
    std::vector<Node> at = folder.content->children();
    for (const std::string_view name : {".git", "logs"}) {
      const Node* next = among(at, name, Kind::folder);
      if (next == nullptr) return {};
      const Node found = *next;
      at = found.content->children();
    }
    const Node* log = among(at, "HEAD", Kind::file);
    return log == nullptr ? Commit{} : in_log(last_line(log->content->bytes(kLongestLog)));
  } catch (const Unreadable&) {
    return {};
  }
}

}  // namespace lockstep::intake
