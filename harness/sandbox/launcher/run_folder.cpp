#include "run_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

void RunFolder::remove() {
  std::error_code ignored;  // what the program made unremovable stays for the machine's own cleaning
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  path_.clear();
}

void RunFolder::make() {
  std::string pattern = "/tmp/lockstep-run-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) check(-1, "cannot make a folder for the run in /tmp");
  path_ = pattern;
}

}  // namespace lockstep::sandbox
