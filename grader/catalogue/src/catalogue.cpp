#include <lockstep/catalogue/catalogue.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>

#include <fmt/format.h>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"

namespace lockstep::catalogue {
namespace {

namespace fs = std::filesystem;

std::optional<Catalogue::Entry> entry(const fs::path& folder) {
  const std::string name = folder.filename().string();
  const std::size_t hyphen = std::min(name.find('-'), name.size());
  const std::string id = name.substr(0, hyphen);
  if (!is_exercise_id(id) || hyphen == name.size()) return std::nullopt;
  return Catalogue::Entry{static_cast<std::uint32_t>(std::stoul(id.substr(2))), id,
                          name.substr(hyphen + 1), folder};
}

void refuse_doubles(const std::vector<Catalogue::Entry>& entries, const fs::path& root) {
  for (auto a = entries.begin(); a != entries.end(); ++a) {
    for (auto b = a + 1; b != entries.end(); ++b) {
      if (a->id != b->id && a->name != b->name) continue;
      throw ManifestError(fmt::format("{}: two exercises are called '{}'",
                                      verdict::printable(root.string()),
                                      a->id == b->id ? a->id : a->name));
    }
  }
}

}  // namespace

Catalogue::Catalogue(const fs::path& exercises_root) {
  std::error_code error;
  for (fs::directory_iterator at(exercises_root, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_directory(ignored)) continue;
    if (auto found = entry(at->path())) entries_.push_back(std::move(*found));
  }
  if (error) {
    throw ManifestError(fmt::format("{}: cannot be read: {}",
                                    verdict::printable(exercises_root.string()), error.message()));
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.number, a.name) < std::tie(b.number, b.name);
  });
  refuse_doubles(entries_, exercises_root);
}

Exercise Catalogue::find(std::string_view name) const {
  std::vector<std::string> known;
  for (const Entry& each : entries_) {
    for (const std::string& called : {each.id, each.name, each.id + "-" + each.name}) {
      if (called == name) return load(each.folder);
      known.push_back(called);
    }
  }
  const std::optional<std::string> meant = nearest(name, known);
  throw UnknownName(
      fmt::format("unknown exercise '{}'; {}", verdict::printable(name),
                  meant ? fmt::format("did you mean '{}'?", *meant) : "'grade list' shows all"));
}

std::vector<Exercise> Catalogue::all() const {
  std::vector<Exercise> result;
  for (const Entry& each : entries_) result.push_back(load(each.folder));
  return result;
}

}  // namespace lockstep::catalogue
