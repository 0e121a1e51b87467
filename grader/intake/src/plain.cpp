// Folders and files that staff collected themselves.
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

/// The folders of several attempts: nothing else lies beside them, and their names count.
std::vector<Node> attempts_in(const Node& folder) {
  std::vector<Node> nodes = without_junk(folder.content->children());
  const bool attempts =
      nodes.size() > 1 && std::all_of(nodes.begin(), nodes.end(), [](const Node& each) {
        return each.kind == Kind::folder && has_digit(each.name);
      });
  if (!attempts) return {};
  std::sort(nodes.begin(), nodes.end(),
            [](const Node& a, const Node& b) { return naturally_before(a.name, b.name); });
  return nodes;
}

store::Attempt from_folder(const Node& folder, const Desk& desk) {
  store::Attempt attempt = pick(folder, desk.exercise);
  const Commit commit = commit_of(folder);
  attempt.label = commit.hash;
  attempt.handed_in = commit.time;
  return attempt;
}

void read_folder(const Node& folder, const Desk& desk) {
  store::Entrant entrant;
  entrant.student = verdict::printable(folder.name);
  entrant.identity.name = entrant.student;
  std::vector<Node> several;
  try {
    several = attempts_in(folder);
  } catch (const Unreadable& error) {
    store::Attempt unreadable;
    unreadable.problem = error.what();
    entrant.attempts.push_back(std::move(unreadable));
    return desk.visit(entrant);
  }
  for (const Node& each : several) {
    entrant.attempts.push_back(from_folder(each, desk));
    if (entrant.attempts.back().label.empty()) {
      entrant.attempts.back().label = verdict::printable(each.name);
    }
    entrant.attempts.back().origin = entrant.student + "/" + verdict::printable(each.name);
  }
  if (several.empty()) {
    entrant.attempts.push_back(from_folder(folder, desk));
    entrant.attempts.back().origin = entrant.student;
  }
  desk.visit(entrant);
}

void refuse_link(const Node& link, const Desk& desk) {
  store::Entrant entrant;
  entrant.student = verdict::printable(stem(link.name));
  entrant.identity.name = entrant.student;
  store::Attempt attempt;
  attempt.origin = verdict::printable(link.name);
  attempt.problem = fmt::format(
      "{} is a link; links are not followed: put the submission itself there", attempt.origin);
  entrant.attempts.push_back(std::move(attempt));
  desk.visit(entrant);
}

}  // namespace

std::vector<Node> without_junk(std::vector<Node> nodes) {
  std::erase_if(nodes, [](const Node& each) { return is_junk(each.name); });
  return nodes;
}

void read_folders(const std::vector<Node>& nodes, const Desk& desk) {
  std::vector<std::string> others;
  for (const Node& each : nodes) {
    if (each.kind == Kind::folder) {
      read_folder(each, desk);
    } else if (each.kind == Kind::link) {
      refuse_link(each, desk);
    } else {
      others.push_back(each.name);
    }
  }
  if (!others.empty()) desk.remarks.push_back("no folder, and not graded: " + some_of(others));
}

void read_files(const std::vector<Node>& nodes, const Desk& desk) {
  std::map<std::string, std::vector<Node>> students;
  std::vector<std::string> others;
  for (const Node& each : nodes) {
    if (each.kind == Kind::folder || !(is_source(each.name) || is_archive(each.name))) {
      others.push_back(each.name);
    } else {
      students[stem(each.name)].push_back(each);
    }
  }
  if (!others.empty()) desk.remarks.push_back("no source, and not graded: " + some_of(others));
  for (auto& [name, files] : students) {
    store::Entrant entrant;
    entrant.student = verdict::printable(name);
    entrant.identity.name = entrant.student;
    const std::string origin = verdict::printable(files.front().name);
    // Here the file's name is the student's, so that it is not the exercise's is not worth a word.
    const bool one_source = files.size() == 1 && is_source(files.front().name);
    if (one_source) files.front().name = desk.exercise.files.front();
    entrant.attempts.push_back(pick(folder_of(std::move(files)), desk.exercise));
    entrant.attempts.back().origin = origin;
    desk.visit(entrant);
  }
}

}  // namespace lockstep::intake
