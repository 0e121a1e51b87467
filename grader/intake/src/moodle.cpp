// The zip that Moodle makes of an assignment's submissions: folders, or one flat list of files.
#include <map>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "layouts.hpp"
#include "names.hpp"
#include "pick.hpp"

namespace lockstep::intake {
namespace {

struct Handed {
  std::vector<Node> nodes;
  std::string origin;
  std::vector<std::string> remarks;
};

void add(Handed& handed, const MoodleName& name, const Node& node) {
  if (name.plugin != "file") {
    handed.remarks.push_back("not graded: " + verdict::printable(node.name));
    return;
  }
  handed.origin = verdict::printable(node.name);
  if (node.kind != Kind::folder) {
    Node file = node;
    file.name = name.file;
    handed.nodes.push_back(std::move(file));
    return;
  }
  try {
    for (Node& each : node.content->children()) handed.nodes.push_back(std::move(each));
  } catch (const Unreadable& error) {
    handed.remarks.emplace_back(error.what());
  }
}

}  // namespace

std::optional<MoodleName> moodle_name(std::string_view name) {
  constexpr std::string_view mark = "_assignsubmission_";
  const std::size_t at = name.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view who = name.substr(0, at);
  std::string_view rest = name.substr(at + mark.size());
  const std::size_t number = who.rfind('_');
  if (number == std::string_view::npos || number == 0) return std::nullopt;
  MoodleName found;
  found.student = who.substr(0, number);
  found.number = who.substr(number + 1);
  if (!is_number(found.number)) return std::nullopt;
  const std::size_t end = std::min(rest.find('_'), rest.size());
  found.plugin = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  found.file = rest;
  return found;
}

void read_moodle(const std::vector<Node>& nodes, const Desk& desk) {
  std::map<std::pair<std::string, std::string>, Handed> students;
  std::vector<std::string> others;
  for (const Node& each : nodes) {
    const auto name = moodle_name(each.name);
    if (!name || (each.kind != Kind::folder && name->file.empty())) {
      others.push_back(each.name);
      continue;
    }
    add(students[{name->student, name->number}], *name, each);
  }
  if (!others.empty()) {
    desk.remarks.push_back("no part of a Moodle export, and not graded: " + some_of(others));
  }
  for (auto& [who, handed] : students) {
    store::Entrant entrant;
    entrant.student = verdict::printable(who.first + "_" + who.second);
    entrant.identity.name = verdict::printable(who.first);
    entrant.identity.id = who.second;
    entrant.remarks = std::move(handed.remarks);
    if (!handed.origin.empty()) {
      entrant.attempts.push_back(pick(folder_of(std::move(handed.nodes)), desk.exercise));
      entrant.attempts.back().origin = handed.origin;
    }
    desk.visit(entrant);
  }
}

}  // namespace lockstep::intake
