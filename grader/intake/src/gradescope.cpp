// Gradescope's export of an assignment: submission_metadata.yml says who handed in which folder.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>
#include <lockstep/verdict/printable.hpp>

#include "layouts.hpp"
#include "names.hpp"
#include "pick.hpp"

namespace lockstep::intake {
namespace {

constexpr std::size_t kLargest = 64U << 20U;

/// Ruby writes its symbols as ":name".
YAML::Node member(const YAML::Node& map, const std::string& name) {
  if (!map.IsMap()) return YAML::Node(YAML::NodeType::Undefined);
  const YAML::Node symbol = map[":" + name];
  return symbol.IsDefined() ? symbol : map[name];
}

std::string text(const YAML::Node& map, const std::string& name) {
  const YAML::Node found = member(map, name);
  return found.IsDefined() && found.IsScalar() ? verdict::printable(found.Scalar()) : "";
}

struct Submitted {
  std::string folder;
  std::string time;
};

class SubmissionFolders {
 public:
  SubmissionFolders(const std::vector<Node>& nodes, const Desk& desk) : desk_(desk) {
    for (const Node& each : nodes) {
      if (each.name != kGradescopeMetadata) folders_[each.name] = &each;
    }
  }

  void read(const YAML::Node& metadata) {
    for (const auto& each : metadata) {
      const std::string folder = each.first.Scalar();
      const Submitted handed{folder, as_utc(text(each.second, "created_at"))};
      named_.push_back(folder);
      const YAML::Node submitters = member(each.second, "submitters");
      if (!submitters.IsDefined() || !submitters.IsSequence() || submitters.size() == 0) {
        desk_.remarks.push_back(fmt::format("{}: {} names nobody who handed it in",
                                            verdict::printable(folder), kGradescopeMetadata));
        continue;
      }
      for (const YAML::Node& who : submitters) add(who, handed);
    }
    for (auto& [student, entry] : students_) hand_over(student, entry);
    mention_the_rest();
  }

 private:
  struct Entry {
    store::Identity identity;
    std::vector<Submitted> handed;
  };

  void add(const YAML::Node& who, const Submitted& handed) {
    store::Identity identity;
    identity.name = text(who, "name");
    identity.sis_id = text(who, "sid");
    identity.email = text(who, "email");
    std::string student = identity.email;
    if (student.empty()) student = identity.sis_id;
    if (student.empty()) student = identity.name;
    if (student.empty()) student = verdict::printable(handed.folder);
    Entry& entry = students_[student];
    entry.identity = identity;
    entry.handed.push_back(handed);
  }

  void hand_over(const std::string& student, Entry& entry) {
    store::Entrant entrant;
    entrant.student = student;
    entrant.identity = entry.identity;
    std::stable_sort(entry.handed.begin(), entry.handed.end(),
                     [](const Submitted& a, const Submitted& b) { return a.time < b.time; });
    for (const Submitted& each : entry.handed) entrant.attempts.push_back(attempt(each));
    desk_.visit(entrant);
  }

  store::Attempt attempt(const Submitted& handed) {
    store::Attempt attempt;
    const auto found = folders_.find(handed.folder);
    if (found == folders_.end()) {
      attempt.problem =
          fmt::format("the export has no folder {}", verdict::printable(handed.folder));
    } else if (found->second->kind != Kind::folder) {
      attempt.problem = fmt::format("{} is no folder", verdict::printable(handed.folder));
    } else {
      attempt = pick(*found->second, desk_.exercise);
    }
    attempt.label = verdict::printable(handed.folder);
    attempt.origin = attempt.label;
    attempt.handed_in = handed.time;
    return attempt;
  }

  void mention_the_rest() {
    std::vector<std::string> others;
    for (const auto& [name, node] : folders_) {
      if (std::find(named_.begin(), named_.end(), name) == named_.end()) others.push_back(name);
    }
    if (others.empty()) return;
    desk_.remarks.push_back(
        fmt::format("not in {}, and not graded: {}", kGradescopeMetadata, some_of(others)));
  }

  const Desk& desk_;
  std::map<std::string, const Node*> folders_;
  std::vector<std::string> named_;
  std::map<std::string, Entry> students_;
};

}  // namespace

void read_gradescope(const std::vector<Node>& nodes, const Desk& desk) {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [](const Node& each) {
    return each.name == kGradescopeMetadata && each.kind == Kind::file;
  });
  if (found == nodes.end()) {
    throw IntakeError(fmt::format("there is no {}, which an export of Gradescope has at its top",
                                  kGradescopeMetadata));
  }
  YAML::Node metadata;
  try {
    metadata = YAML::Load(found->content->bytes(kLargest));
  } catch (const YAML::Exception& error) {
    throw IntakeError(fmt::format("{}:{}: {}\nexport the submissions once more",
                                  kGradescopeMetadata, error.mark.line + 1,
                                  verdict::printable(error.msg)));
  }
  if (!metadata.IsMap()) {
    throw IntakeError(fmt::format("{} names no submissions", kGradescopeMetadata));
  }
  SubmissionFolders(nodes, desk).read(metadata);
}

}  // namespace lockstep::intake
