#include "pick.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <lockstep/build/submission.hpp>
#include <lockstep/intake/intake.hpp>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"

namespace lockstep::intake {
namespace {

constexpr std::size_t kMostFiles = 5'000;
constexpr std::size_t kDeepest = 12;
constexpr std::size_t kLargestArchive = 16U << 20U;

/// Why a student's files are no submission; ends in Attempt::problem.
struct Problem {
  std::string what;
};

struct Found {
  std::string path;  // relative to the submission
  std::size_t depth = 0;
  Node node;
};

class Virtual final : public Content {
 public:
  explicit Virtual(std::vector<Node> nodes) : nodes_(std::move(nodes)) {}
  [[nodiscard]] std::vector<Node> children() const override { return nodes_; }

 private:
  std::vector<Node> nodes_;
};

std::string shown(const std::string& path) { return verdict::printable(path); }

/// All that is no folder and no junk, the top first.
std::vector<Found> all_files(const Node& top) {
  std::vector<Found> found;
  std::vector<Found> folders{{"", 0, top}};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    const Found at = folders[i];
    if (at.depth > kDeepest) continue;
    for (Node& each : at.node.content->children()) {
      if (is_junk(each.name)) continue;
      const std::string path = at.path.empty() ? each.name : at.path + "/" + each.name;
      auto& list = each.kind == Kind::folder ? folders : found;
      list.push_back({path, at.depth + 1, std::move(each)});
      if (found.size() + folders.size() > kMostFiles) {
        throw Problem{fmt::format("there are more than {} files", kMostFiles)};
      }
    }
  }
  return found;
}

std::vector<std::string> paths(const std::vector<Found>& files) {
  std::vector<std::string> all;
  for (const Found& each : files) all.push_back(each.path);
  return all;
}

template <typename Rule>
std::vector<Found> those(const std::vector<Found>& files, Rule rule) {
  std::vector<Found> chosen;
  std::copy_if(files.begin(), files.end(), std::back_inserter(chosen), rule);
  return chosen;
}

class Picking {
 public:
  Picking(const catalogue::Exercise& exercise, store::Attempt& attempt)
      : exercise_(exercise), attempt_(attempt) {}

  void from(const Node& folder, bool in_archive) {
    const std::vector<Found> files = all_files(folder);
    std::vector<Found> taken;
    for (const std::string& expected : exercise_.files) {
      auto found = file_called(expected, files);
      if (!found) return other_ways(expected, files, in_archive);
      taken.push_back(std::move(*found));
    }
    for (std::size_t i = 0; i < taken.size(); ++i) take(exercise_.files[i], taken[i]);
    mention_the_rest(files, taken);
  }

 private:
  /// By its own name, or by what browsers and course systems make of it.
  std::optional<Found> file_called(const std::string& expected, const std::vector<Found>& files) {
    auto same = those(files, [&](const Found& each) { return each.node.name == expected; });
    if (same.empty()) {
      same = those(files, [&](const Found& each) {
        return lower(without_copy_number(without_text_end(each.node.name))) == lower(expected);
      });
    }
    if (same.empty() && exercise_.files.size() == 1) {
      same = those(files, [](const Found& each) { return is_source(each.node.name); });
      if (same.size() > 1) {
        throw Problem{
            fmt::format("there is no {}, and it is not clear which of these it should be: {}",
                        expected, some_of(paths(same)))};
      }
    }
    if (same.empty()) return std::nullopt;
    if (same.size() > 1 && same[1].depth == same[0].depth) {
      throw Problem{fmt::format("there are several files for {}, and only one may stay: {}",
                                expected, some_of(paths(same)))};
    }
    return same.front();
  }

  void other_ways(const std::string& expected, const std::vector<Found>& files, bool in_archive) {
    const auto archives = those(files, [](const Found& each) {
      return each.node.kind == Kind::file && is_archive(each.node.name);
    });
    if (archives.size() == 1 && !in_archive) return open(archives.front());
    if (!archives.empty()) {
      throw Problem{fmt::format(
          "there is no {}; {}: {}", expected,
          in_archive ? "an archive in an archive is not opened" : "there are several archives",
          some_of(paths(archives)))};
    }
    const auto foreign =
        those(files, [](const Found& each) { return is_foreign_archive(each.node.name); });
    if (!foreign.empty()) {
      throw Problem{fmt::format("there is no {}; only zip and tar archives are opened, not {}",
                                expected, some_of(paths(foreign)))};
    }
    throw Problem{files.empty()
                      ? fmt::format("there is no {}: nothing was handed in", expected)
                      : fmt::format("there is no {}, only {}", expected, some_of(paths(files)))};
  }

  void open(const Found& archive) {
    const std::string bytes = archive.node.content->bytes(kLargestArchive + 1);
    if (bytes.size() > kLargestArchive) {
      throw Problem{fmt::format("the archive {} is larger than {} MiB", shown(archive.path),
                                kLargestArchive >> 20U)};
    }
    attempt_.remarks.push_back(fmt::format("unpacked {}", shown(archive.path)));
    try {
      from(archive_tree(bytes, {}), true);
    } catch (const Unreadable& error) {
      throw Problem{fmt::format("{}: {}", shown(archive.path), error.what())};
    }
  }

  void take(const std::string& expected, const Found& file) {
    if (file.node.kind == Kind::link) {
      throw Problem{fmt::format("{} is a link; links are not followed: hand in the file itself",
                                shown(file.path))};
    }
    if (file.node.kind != Kind::file) {
      throw Problem{fmt::format("{} is no plain file", shown(file.path))};
    }
    if (file.path != expected) {
      attempt_.remarks.push_back(fmt::format("graded {} as {}", shown(file.path), expected));
    }
    attempt_.files.push_back({expected, with_plain_line_ends(file.node.content->bytes(
                                            build::kLargestSource.count + 1))});
  }

  void mention_the_rest(const std::vector<Found>& files, const std::vector<Found>& taken) {
    const auto is_taken = [&](const Found& each) {
      return std::any_of(taken.begin(), taken.end(),
                         [&](const Found& one) { return one.path == each.path; });
    };
    const auto rest = those(files, [&](const Found& each) {
      return !is_taken(each) && each.node.name != exercise_.header() &&
             each.node.name != "README.md" && each.node.kind != Kind::link;
    });
    const auto links = those(files, [](const Found& each) { return each.node.kind == Kind::link; });
    if (!rest.empty()) attempt_.remarks.push_back("not graded: " + some_of(paths(rest)));
    if (!links.empty()) attempt_.remarks.push_back("links, not followed: " + some_of(paths(links)));
  }

  const catalogue::Exercise& exercise_;
  store::Attempt& attempt_;
};

}  // namespace

Node folder_of(std::vector<Node> nodes) {
  return {"", Kind::folder, std::make_shared<Virtual>(std::move(nodes))};
}

store::Attempt pick(const Node& folder, const catalogue::Exercise& exercise) {
  store::Attempt attempt;
  try {
    Picking(exercise, attempt).from(folder, false);
    attempt.content = content_hash(attempt.files);
  } catch (const Problem& problem) {
    attempt.problem = problem.what;
  } catch (const Unreadable& error) {
    attempt.problem = error.what();
  }
  if (!attempt.problem.empty()) attempt.files.clear();
  return attempt;
}

}  // namespace lockstep::intake
