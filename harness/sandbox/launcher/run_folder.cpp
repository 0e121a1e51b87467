#include "run_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;

/// A folder that may not be entered or written cannot be emptied by its owner either.
void open_up(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, ignored);
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.symlink_status(ignored).type() == fs::file_type::directory) open_up(entry.path());
  }
}

}  // namespace

void RunFolder::remove() {
  std::error_code error;
  if (path_.empty()) return;
  fs::remove_all(path_, error);
  if (error) {
    open_up(path_);
    fs::remove_all(path_, error);
  }
  path_.clear();
}

void RunFolder::make() {
  std::string pattern = "/tmp/lockstep-run-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) check(-1, "cannot make a folder for the run in /tmp");
  path_ = pattern;
}

}  // namespace lockstep::sandbox
