#include <lockstep/intake/intake.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "layouts.hpp"
#include "names.hpp"
#include "roster.hpp"
#include "tree.hpp"

namespace lockstep::intake {
namespace {

namespace fs = std::filesystem;

/// Of a whole course: ten thousand students with a few files each.
constexpr ArchiveLimits kExport{500'000, std::size_t{16} << 30U, std::size_t{1} << 30U};

Node tree_of(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const std::string shown = verdict::printable(path.string());
  if (!fs::exists(status)) throw IntakeError(fmt::format("there is no '{}'", shown));
  try {
    if (fs::is_directory(status)) return folder_tree(path);
    if (!fs::is_regular_file(status)) {
      throw IntakeError(fmt::format("'{}' is neither a folder nor a zip or tar file", shown));
    }
    if (is_source(path.filename().string())) {
      throw IntakeError(
          fmt::format("'{}' is one submission: for a batch name a folder of them, or "
                      "the zip file that your course system exports",
                      shown));
    }
    return archive_tree(path, kExport);
  } catch (const Unreadable& error_of_tree) {
    throw IntakeError(error_of_tree.what());
  }
}

bool is_export(const std::vector<Node>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [](const Node& each) {
    return each.name == kGradescopeMetadata || moodle_name(each.name) || canvas_name(each.name);
  });
}

/// What lies at the top. An export that was packed or unpacked with a folder around it is the same.
std::vector<Node> top_of(const Node& tree) {
  try {
    std::vector<Node> nodes = without_junk(tree.content->children());
    if (nodes.size() == 1 && nodes.front().kind == Kind::folder && !is_export(nodes)) {
      std::vector<Node> inner = without_junk(nodes.front().content->children());
      if (is_export(inner)) return inner;
    }
    return nodes;
  } catch (const Unreadable& error) {
    throw IntakeError(error.what());
  }
}

void read_as(Layout layout, const std::vector<Node>& nodes, const Desk& desk) {
  switch (layout) {
    case Layout::folders:
      return read_folders(nodes, desk);
    case Layout::files:
      return read_files(nodes, desk);
    case Layout::gradescope:
      return read_gradescope(nodes, desk);
    case Layout::canvas:
      return read_canvas(nodes, desk);
    case Layout::moodle:
      return read_moodle(nodes, desk);
    case Layout::automatic:
      break;
  }
}

/// Makes the names of students differ: two names that print alike may be two.
class Unique {
 public:
  void operator()(store::Entrant& entrant) {
    const std::string student = entrant.student;
    for (int n = 2; !taken_.insert(entrant.student).second; ++n) {
      entrant.student = fmt::format("{} ({})", student, n);
    }
  }

 private:
  std::set<std::string> taken_;
};

}  // namespace

Overview read(const fs::path& path, const catalogue::Exercise& exercise, const Options& options,
              const Visit& visit) {
  std::optional<Roster> roster;
  if (options.roster) roster.emplace(*options.roster);
  const std::vector<Node> nodes = top_of(tree_of(path));
  Overview overview;
  overview.layout =
      options.layout == Layout::automatic ? layout_of(nodes, exercise) : options.layout;
  Unique unique;
  const Visit hand_over = [&](const store::Entrant& entrant) {
    store::Entrant completed = entrant;
    unique(completed);
    if (roster) roster->complete(completed);
    visit(completed);
  };
  read_as(overview.layout, nodes, {exercise, hand_over, overview.remarks});
  if (!roster) return overview;
  for (store::Entrant& each : roster->missing()) {
    unique(each);
    visit(each);
  }
  return overview;
}

}  // namespace lockstep::intake
