#include "hierarchy.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../src/descriptor.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;

/// A line of /proc/self/mountinfo that mounts cgroups.
struct CgroupMount {
  std::string root;  // the cgroup that is seen at `folder`
  std::string folder;
  bool unified = false;
  std::vector<std::string> controllers;  // version 1
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// proc(5): "id parent device root mount-point options optional… - type source options"
std::vector<CgroupMount> cgroup_mounts() {
  std::vector<CgroupMount> mounts;
  for (const std::string& line : split(read_small_file("/proc/self/mountinfo"), '\n')) {
    const std::size_t dash = line.find(" - cgroup");
    if (dash == std::string::npos) continue;
    const std::vector<std::string> left = split(line.substr(0, dash), ' ');
    const std::vector<std::string> right = split(line.substr(dash + 3), ' ');
    if (left.size() < 5 || right.size() < 3) continue;
    mounts.push_back({left[3], left[4], right[0] == "cgroup2", split(right[2], ',')});
  }
  return mounts;
}

/// proc(5): "number:controllers:path"; version 2 has no controllers.
std::string own_path(const std::string& controller) {
  for (const std::string& line : split(read_small_file("/proc/self/cgroup"), '\n')) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string names = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? names.empty() : contains(split(names, ','), controller)) {
      return line.substr(second + 1);
    }
  }
  return "/";
}

/// Where our own cgroup is seen below the mount; its top where it lies elsewhere.
std::string own_folder(const CgroupMount& mount, const std::string& path) {
  if (path.find("/..") != std::string::npos) return mount.folder;
  if (mount.root == "/") return path == "/" ? mount.folder : mount.folder + path;
  if (path == mount.root || !path.starts_with(mount.root + "/")) return mount.folder;
  return mount.folder + path.substr(mount.root.size());
}

/// "": writing there is possible.
std::string why_not_writable(const std::string& folder) {
  return ::access(folder.c_str(), W_OK) == 0 ? "" : folder + ": " + std::strerror(errno);
}

// ---- version 1 ------------------------------------------------------------------------------

void add_version_1(Hierarchies& found, const CgroupMount& mount, const std::string& controller) {
  const std::string folder = own_folder(mount, own_path(controller));
  if (const std::string why = why_not_writable(folder); !why.empty()) {
    found.missing.push_back("the " + controller + " controller is not ours to use (" + why + ")");
    return;
  }
  const auto same = std::find_if(found.usable.begin(), found.usable.end(),
                                 [&](const Hierarchy& other) { return other.folder == folder; });
  Hierarchy& place = same != found.usable.end() ? *same : found.usable.emplace_back();
  place.folder = folder;
  place.memory |= controller == "memory";
  place.tasks |= controller == "pids";
  place.cpu |= controller == "cpuacct";
}

// ---- version 2 ------------------------------------------------------------------------------

/// Whether `pid` is this process or one that it descends from.
bool is_a_caller(int pid) {
  for (pid_t one = ::getpid(); one > 0; one = parent_of(one)) {
    if (one == pid) return true;
  }
  return false;
}

/// "": done. A cgroup with processes of its own cannot limit its children.
std::string move_callers_out_of(const std::string& folder) {
  const std::vector<int> inside = processes_in(folder);
  if (!std::all_of(inside.begin(), inside.end(), is_a_caller)) {
    return "the cgroup " + folder + " is shared with other processes";
  }
  const std::string child = folder + "/" + kCallersCgroup;
  if (::mkdir(child.c_str(), 0755) != 0 && errno != EEXIST) {
    return child + ": " + std::strerror(errno);
  }
  for (const int pid : inside) {
    const int error = write_setting(child + "/cgroup.procs", std::to_string(pid));
    if (error != 0 && error != ESRCH) return child + ": " + std::strerror(error);
  }
  return "";
}

/// "": the children of `folder` can use it.
std::string enable(const std::string& folder, const std::string& controller) {
  const std::string file = folder + "/cgroup.subtree_control";
  if (contains(split(read_small_file(file), ' '), controller)) return "";
  const auto on = [&] { return write_setting(file, "+" + controller); };
  int error = on();
  if (error == EBUSY) {
    if (const std::string why = move_callers_out_of(folder); !why.empty()) return why;
    error = on();
  }
  return error == 0 ? "" : file + ": " + std::strerror(error);
}

std::string unified_folder(const CgroupMount& mount) {
  // Only the top of all cgroups has no type. It may have processes of its own, and root may use it.
  if (::geteuid() == 0 && ::access((mount.folder + "/cgroup.type").c_str(), F_OK) != 0) {
    return mount.folder;
  }
  const std::string own = own_folder(mount, own_path(""));
  return fs::path(own).filename() == kCallersCgroup ? fs::path(own).parent_path().string() : own;
}

/// The words that a controller list ends with a line break.
std::vector<std::string> controllers_at(const std::string& folder) {
  std::string text = read_small_file(folder + "/cgroup.controllers");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return split(text, ' ');
}

void add_version_2(Hierarchies& found, const CgroupMount& mount) {
  Hierarchy place{unified_folder(mount), true, false, false, false};
  const std::string locked = why_not_writable(place.folder);
  const std::vector<std::string> there = controllers_at(place.folder);
  for (const std::string controller : {"memory", "pids"}) {
    std::string why = locked;
    if (!contains(there, controller)) why = place.folder + " does not have it";
    if (why.empty()) why = enable(place.folder, controller);
    if (why.empty()) {
      (controller == "memory" ? place.memory : place.tasks) = true;
    } else {
      found.missing.push_back("the " + controller + " controller is not ours to use (" + why + ")");
    }
  }
  place.cpu = locked.empty();  // every cgroup of version 2 counts it
  if (place.memory || place.tasks) found.usable.push_back(place);
}

const CgroupMount* mount_of(const std::vector<CgroupMount>& mounts, const std::string& controller) {
  const auto found = std::find_if(mounts.begin(), mounts.end(), [&](const CgroupMount& mount) {
    return !mount.unified && contains(mount.controllers, controller);
  });
  return found == mounts.end() ? nullptr : &*found;
}

}  // namespace

int write_setting(const std::string& file, const std::string& text) {
  const Fd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) return errno;
  return ::write(fd.get(), text.data(), text.size()) < 0 ? errno : 0;
}

std::vector<int> processes_in(const std::string& folder) {
  std::vector<int> pids;
  std::istringstream stream(read_small_file(folder + "/cgroup.procs"));
  for (int pid = 0; stream >> pid;) pids.push_back(pid);
  return pids;
}

/// A controller belongs to one version at a time; where one of the two is managed by version 1, all
/// are.
Hierarchies find_hierarchies() {
  Hierarchies found;
  const std::vector<CgroupMount> mounts = cgroup_mounts();
  const bool version_1 =
      mount_of(mounts, "memory") != nullptr || mount_of(mounts, "pids") != nullptr;
  const auto unified = std::find_if(mounts.begin(), mounts.end(),
                                    [](const CgroupMount& mount) { return mount.unified; });
  if (!version_1 && unified != mounts.end()) {
    add_version_2(found, *unified);
    return found;
  }
  for (const std::string controller : {"memory", "pids", "cpuacct"}) {
    if (const CgroupMount* mount = mount_of(mounts, controller)) {
      add_version_1(found, *mount, controller);
    } else {
      found.missing.push_back("the " + controller + " controller is mounted nowhere");
    }
  }
  return found;
}

}  // namespace lockstep::sandbox
