// Descriptors of the explorer's own, out of the program's reach by their numbers. Those below are
// closed after every execution.
#pragma once

#include <fcntl.h>

namespace lockstep::explorer::runtime {

inline constexpr int kManyDescriptors = 900;
inline constexpr int kFewDescriptors = 200;  // where the limit does not allow as many

inline int first_own_descriptor = kManyDescriptors;

/// A copy of `fd` among them, closed on exec. Negative, with errno set, where there is no room.
inline int moved_up(int fd) {
  const int high = ::fcntl(fd, F_DUPFD_CLOEXEC, first_own_descriptor);
  if (high >= 0 || first_own_descriptor == kFewDescriptors) return high;
  first_own_descriptor = kFewDescriptors;
  return ::fcntl(fd, F_DUPFD_CLOEXEC, first_own_descriptor);
}

}  // namespace lockstep::explorer::runtime
