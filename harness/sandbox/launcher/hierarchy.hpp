// Where on this machine a process may make cgroups for its runs, and what they can count there.
//
// Only looks, and makes what has to be made before a cgroup can be (version 2: controllers are
// enabled from the parent). The cgroups themselves are in cgroup.hpp.
#pragma once

#include <string>
#include <vector>

namespace lockstep::sandbox {

/// One mounted tree of cgroups. With version 1 each controller may have a tree of its own.
struct Hierarchy {
  std::string folder;    // our cgroup's, below which we make others
  bool unified = false;  // version 2
  bool memory = false;
  bool tasks = false;
  bool cpu = false;  // counts CPU time
};

struct Hierarchies {
  std::vector<Hierarchy> usable;
  std::vector<std::string> missing;  // one clause for each controller that is not to be had

  [[nodiscard]] bool complete() const { return missing.empty(); }
};

/// Version 2 may require that nobody lives in the cgroup whose children are limited: we and our
/// callers are then moved into a child of it. Never throws.
[[nodiscard]] Hierarchies find_hierarchies();

/// The name of that child.
inline constexpr const char* kCallersCgroup = "lockstep-callers";

/// Writes a setting of a cgroup; 0, or errno.
int write_setting(const std::string& file, const std::string& text);

/// The processes in a cgroup.
[[nodiscard]] std::vector<int> processes_in(const std::string& folder);

}  // namespace lockstep::sandbox
