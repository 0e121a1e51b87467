// Objects that outlive the process that made them: files, shared memory, semaphores, queues.
#pragma once

#include <string>
#include <vector>

namespace lockstep::sandbox {

/// What exists in `folder` and below, for instance "file /tmp/results". At most 1000 entries.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder);

/// What exists in the calling process's /tmp, /dev/shm, /dev/mqueue and System V namespace, for
/// instance "file /tmp/results" or "System V shared memory". At most 1000 entries.
[[nodiscard]] std::vector<std::string> named_objects();

}  // namespace lockstep::sandbox
