// The zip that Canvas makes of an assignment's submissions: one flat list of files.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "layouts.hpp"
#include "names.hpp"
#include "pick.hpp"

namespace lockstep::intake {
namespace {

struct File {
  CanvasName name;
  Node node;
};

bool earlier(const File& a, const File& b) {
  if (a.name.submission != b.name.submission) {
    return naturally_before(a.name.submission, b.name.submission);
  }
  return naturally_before(a.name.file, b.name.file);
}

/// Files of one student in attempts: a new one begins where a file comes again.
std::vector<std::vector<File>> in_attempts(std::vector<File> files) {
  std::sort(files.begin(), files.end(), earlier);
  std::vector<std::vector<File>> attempts;
  const auto belongs = [](const std::vector<File>& attempt, const File& file) {
    if (attempt.front().name.submission == file.name.submission) return true;
    return std::none_of(attempt.begin(), attempt.end(), [&](const File& each) {
      return without_copy_number(each.name.file) == without_copy_number(file.name.file) ||
             (is_source(each.name.file) && is_source(file.name.file)) ||
             (is_archive(each.name.file) && is_archive(file.name.file));
    });
  };
  for (File& file : files) {
    if (attempts.empty() || !belongs(attempts.back(), file)) attempts.emplace_back();
    attempts.back().push_back(std::move(file));
  }
  return attempts;
}

store::Attempt read_attempt(std::vector<File> files, const catalogue::Exercise& exercise) {
  std::vector<Node> nodes;
  for (File& each : files) {
    each.node.name = each.name.file;
    nodes.push_back(std::move(each.node));
  }
  store::Attempt attempt = pick(folder_of(std::move(nodes)), exercise);
  attempt.label = files.back().name.submission;
  attempt.late = files.front().name.late;
  return attempt;
}

}  // namespace

std::optional<CanvasName> canvas_name(std::string_view name) {
  const auto next = [&](std::string& part) {
    const std::size_t end = name.find('_');
    if (end == std::string_view::npos || end == 0) return false;
    part = name.substr(0, end);
    name.remove_prefix(end + 1);
    return true;
  };
  CanvasName found;
  if (!next(found.student)) return std::nullopt;
  found.late = name.starts_with("LATE_");
  if (found.late) name.remove_prefix(5);
  if (!next(found.user) || !next(found.submission) || name.empty()) return std::nullopt;
  const bool anonymous = found.student == "anon" && found.user.size() == 5;
  if (!(anonymous || is_number(found.user)) || !is_number(found.submission)) return std::nullopt;
  found.file = name;
  return found;
}

void read_canvas(const std::vector<Node>& nodes, const Desk& desk) {
  std::map<std::string, std::vector<File>> students;
  std::vector<std::string> others;
  for (const Node& each : nodes) {
    auto name = canvas_name(each.name);
    if (!name || each.kind == Kind::folder) {
      others.push_back(each.name);
      continue;
    }
    const std::string user = name->user;
    students[user].push_back({std::move(*name), each});
  }
  if (!others.empty()) {
    desk.remarks.push_back("no file of a Canvas export, and not graded: " + some_of(others));
  }
  for (auto& [user, files] : students) {
    store::Entrant entrant;
    const CanvasName& name = files.front().name;
    entrant.student = verdict::printable(name.student + "_" + user);
    entrant.identity.name = verdict::printable(name.student);
    entrant.identity.id = verdict::printable(user);
    for (auto& attempt : in_attempts(std::move(files))) {
      const std::string origin = attempt.front().node.name;
      entrant.attempts.push_back(read_attempt(std::move(attempt), desk.exercise));
      entrant.attempts.back().origin = verdict::printable(origin);
    }
    desk.visit(entrant);
  }
}

}  // namespace lockstep::intake
