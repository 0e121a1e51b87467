#include <lockstep/bundle/gradescope.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

#include "scripts.hpp"
#include "zip.hpp"

namespace lockstep::bundle {
namespace {

namespace fs = std::filesystem;

/// Below the clone; everything that ./grade needs to build itself.
constexpr std::string_view parts[] = {"CMakeLists.txt",
                                      "CMakePresets.json",
                                      "LICENSE",
                                      "grade",
                                      "cmake",
                                      "grader",
                                      "harness",
                                      "scripts/bootstrap.sh",
                                      "scripts/packages.sh",
                                      "exercises/CMakeLists.txt"};

std::string content_of_clone(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in) return text;
  throw build::GraderFault(
      fmt::format("cannot read {}; a bundle is made from the clone that this grader was built from",
                  verdict::printable(file.string())));
}

/// All plain files at or below `start`, in the order of their names.
std::vector<fs::path> files_below(const fs::path& start) {
  if (!fs::is_directory(start)) return {start};
  std::vector<fs::path> files;
  for (const fs::directory_entry& each : fs::recursive_directory_iterator(start)) {
    if (each.is_regular_file() && !each.is_symlink()) files.push_back(each.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool executable(const fs::path& file) {
  return (fs::status(file).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

void add_below(Zip& zip, const fs::path& start, const fs::path& root, const std::string& prefix) {
  for (const fs::path& file : files_below(start)) {
    zip.add(prefix + file.lexically_relative(root).generic_string(), content_of_clone(file),
            executable(file));
  }
}

void add_all(Zip& zip, const build::Installation& installation, const catalogue::Exercise& exercise,
             const GradescopeOptions& options) {
  zip.add("setup.sh", kSetup, true);
  zip.add("run_autograder", run_autograder(exercise, options.unsafe_no_sandbox), true);
  for (const std::string_view part : parts) {
    add_below(zip, installation.source / part, installation.source, "lockstep/");
  }
  add_below(zip, exercise.folder, exercise.folder.parent_path(), "lockstep/exercises/");
  zip.add("lockstep/tests/CMakeLists.txt", "# A bundle has no tests.\n");
}

}  // namespace

void write_gradescope(const fs::path& zip, const build::Installation& installation,
                      const catalogue::Exercise& exercise, const GradescopeOptions& options) {
  try {
    Zip archive(zip);
    add_all(archive, installation, exercise, options);
    archive.close();
  } catch (const fs::filesystem_error& error) {
    throw build::GraderFault(verdict::printable(error.what()));
  }
}

}  // namespace lockstep::bundle
