// Creates a run's init inside fresh namespaces and maps its identity.
#pragma once

#include <functional>
#include <optional>

#include "../src/descriptor.hpp"
#include "confine.hpp"

namespace lockstep::sandbox {

struct InitProcess {
  pid_t pid = 0;
  Fd handle;  // a pidfd
};

/// Runs `body` in a new process in its own user, process, mount, network, IPC and UTS namespaces.
/// Where user namespaces are not to be had (in a chroot, or by policy) and we are root, the others
/// are made without one. `body` gets the identity that the program must take on; it must wait for
/// a sign before it relies on the mapping, which exists once this function has returned.
/// Throws std::system_error where the machine does not allow it.
InitProcess start_in_namespaces(const std::function<void(const std::optional<Identity>&)>& body);

/// The same as a plain child process, for step C. The program keeps our identity.
InitProcess start_plainly(const std::function<void(const std::optional<Identity>&)>& body);

}  // namespace lockstep::sandbox
