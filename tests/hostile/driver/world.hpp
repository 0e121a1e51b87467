// A machine of its own for one driver: what is left in it was left by the program under test.
//
// Where the driver is root it gets private mounts (an empty /tmp and /dev/shm), a private System V
// world and a cgroup of its own, so that memory and tasks can be counted exactly although others
// use the machine. Where it is not, only names that the hostile programs use are looked for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hostile {

namespace fs = std::filesystem;

/// Where the parts of this build are to be found, also after enter().
struct Places {
  fs::path binaries;  // with lockstep-launch
  fs::path programs;  // the hostile programs, compiled
  fs::path stage;     // what submissions are built with
};

/// What is there beside the driver itself.
struct Footprint {
  std::vector<std::string> things;  // files, queues, segments, locks, keys, cgroups: sorted
  std::int64_t memory_bytes = 0;    // of the whole tree, tmpfs included; 0 where not known
  std::int64_t tasks = 0;           // of the whole tree, the driver included
};

class World {
 public:
  /// Makes the cgroup. To be called once, before enter(), by whoever outlives the child.
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// In the child: private mounts and the cgroup. Returns the places as they are called now.
  Places enter(const Places& outside);

  [[nodiscard]] bool is_private() const noexcept { return private_; }
  [[nodiscard]] bool has_cgroup() const noexcept { return !cgroups_.empty(); }

  [[nodiscard]] Footprint footprint() const;

  /// The sandbox has one run prepared, waits for its launch, and has nothing else.
  [[nodiscard]] static bool at_rest();

 private:
  std::vector<fs::path> cgroups_;
  bool private_ = false;
};

/// From now on this process is in what many containers are: no root, no namespaces, no clone3.
void become_unprivileged_container();

/// Removes what a program was allowed to leave.
void sweep(bool everything);

/// All processes that descend from this one, itself left out.
[[nodiscard]] std::vector<int> descendants();

}  // namespace hostile
