// The small read-only world that a program in the sandbox sees.
#pragma once

#include <filesystem>
#include <vector>

#include <lockstep/sandbox/program.hpp>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

/// Replaces the root folder of the calling process, which must own a fresh mount namespace:
/// /usr and the program's mounts read-only, a private /tmp and /dev/shm with a size and a number of
/// files, where links are not followed; /proc of the caller's process namespace, five devices.
/// Nothing of the machine stays reachable. In two parts, so that the first can be done ahead.
/// Both throw std::system_error that names the step.
class PrivateRoot {
 public:
  /// Everything that is the same for all programs.
  void build();

  /// Adds what is `program`'s own, and goes in for good.
  void enter(const Program& program, const Limits& limits);

 private:
  std::filesystem::path site_;  // where it stands until it is entered
  Fd chroot_;                   // the caller's root, where that is a chroot
};

}  // namespace lockstep::sandbox
