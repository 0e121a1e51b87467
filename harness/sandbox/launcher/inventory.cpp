#include "inventory.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "../src/descriptor.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostListed = 1000;  // the answer has to fit into one message

std::vector<std::string> descriptors_of(pid_t program, const std::set<std::string>& outside) {
  std::vector<std::string> targets;
  std::error_code error;
  fs::directory_iterator entry("/proc/" + std::to_string(program) + "/fd", error);
  for (; !error && entry != fs::directory_iterator() && targets.size() < kMostListed; entry.increment(error)) {
    std::error_code gone;
    const std::string target = fs::read_symlink(entry->path(), gone).string();
    if (!gone && outside.count(target) == 0) targets.push_back(target);
  }
  std::sort(targets.begin(), targets.end());
  return targets;
}

/// maps(5): "start-end perms offset device inode   path"
void add_mapping(Inventory& inventory, const std::string& line) {
  unsigned long long start = 0;
  unsigned long long end = 0;
  char permissions[5] = {};
  if (std::sscanf(line.c_str(), "%llx-%llx %4s", &start, &end, permissions) != 3) return;
  if (line.ends_with("[heap]")) return;  // malloc's own; it grows without a leak
  ++inventory.mapping_count;
  inventory.mapped_bytes += end - start;
  if (permissions[3] != 's' || inventory.shared_mappings.size() == kMostListed) return;
  const std::size_t path = line.find('/');
  inventory.shared_mappings.push_back(path == std::string::npos ? "anonymous" : line.substr(path));
}

}  // namespace

Inventory inventory_of(pid_t program, const std::set<std::string>& outside) {
  Inventory inventory;
  for (const ProcessState& process : descendants(program)) {
    ++(process.zombie ? inventory.zombies : inventory.processes);
  }
  const std::string folder = "/proc/" + std::to_string(program);
  std::error_code error;
  const auto tasks = std::distance(fs::directory_iterator(folder + "/task", error),
                                   fs::directory_iterator());
  inventory.threads = tasks > 0 ? static_cast<std::uint32_t>(tasks - 1) : 0;
  inventory.descriptors = descriptors_of(program, outside);
  std::istringstream maps(read_small_file(folder + "/maps"));
  for (std::string line; std::getline(maps, line);) add_mapping(inventory, line);
  std::sort(inventory.shared_mappings.begin(), inventory.shared_mappings.end());
  return inventory;
}

}  // namespace lockstep::sandbox
