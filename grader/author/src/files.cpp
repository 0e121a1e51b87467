#include <lockstep/author/files.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::author {
namespace {

namespace fs = std::filesystem;

/// Files below `folder`, relative to it. Folders count only where they are empty.
std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_directory(ignored) && !fs::is_empty(at->path(), ignored)) continue;
    files.insert(at->path().lexically_relative(folder).string());
  }
  return files;
}

Row compared(std::string kind, std::string expected, const std::set<std::string>& missing,
             const std::set<std::string>& unexpected) {
  Row row{std::move(kind), "", std::move(expected), "", missing.empty() && unexpected.empty(), {}};
  std::vector<std::string> parts;
  if (!missing.empty()) parts.push_back(fmt::format("missing: {}", fmt::join(missing, ", ")));
  if (!unexpected.empty()) {
    parts.push_back(fmt::format("unexpected: {}", fmt::join(unexpected, ", ")));
  }
  row.got = row.ok ? row.expected : verdict::printable(fmt::format("{}", fmt::join(parts, "; ")));
  return row;
}

}  // namespace

Row files_row(const catalogue::Exercise& exercise) {
  std::set<std::string> missing{"README.md", "exercise.toml", "entry.cpp", "suite.cpp",
                                exercise.header()};
  missing.insert(exercise.files.begin(), exercise.files.end());
  for (const catalogue::Mutant& mutant : exercise.mutants) missing.insert(mutant.file.string());
  std::set<std::string> unexpected;
  for (const std::string& file : files_below(exercise.folder)) {
    const bool needed = missing.erase(file) > 0;
    // Entry and suite may share types in a header of their own.
    const bool shared_header = file.ends_with(".hpp") && file.find('/') == std::string::npos;
    if (!needed && !shared_header) unexpected.insert(file);
  }
  return compared("files", "what the manifest names and no more", missing, unexpected);
}

std::vector<fs::path> solutions_of(const catalogue::Exercise& exercise,
                                   const fs::path& solutions_root) {
  const fs::path folder = solutions_root / (exercise.id + "-" + exercise.name);
  std::vector<fs::path> solutions;
  for (const std::string& file : files_below(folder)) {
    if (file.ends_with(".cpp")) solutions.push_back(folder / file);
  }
  return solutions;
}

Row mirror_row(const catalogue::Exercise& exercise, const fs::path& solutions_root) {
  const fs::path folder = solutions_root / (exercise.id + "-" + exercise.name);
  std::set<std::string> missing(exercise.files.begin(), exercise.files.end());
  std::set<std::string> unexpected;
  for (const std::string& file : files_below(folder)) {
    missing.erase(file);
    if (!file.ends_with(".cpp") || file.find('/') != std::string::npos) unexpected.insert(file);
  }
  return compared("solutions", "the main file, other designs, and no more", missing, unexpected);
}

}  // namespace lockstep::author
