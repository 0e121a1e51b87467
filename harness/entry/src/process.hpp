// The process that was started as the submission: its id and its two channels.
//
// The channels are moved out of the way before the student's first constructor runs, so that the
// student's own descriptors begin at 3, and are closed in whatever the student executes.
#pragma once

#include <cstdint>

namespace lockstep::entry {

struct Channels {
  int requests;   // -1 where the descriptor was not open at the start
  int responses;  // the same
};

[[nodiscard]] Channels channels() noexcept;

/// How many data races ThreadSanitizer has reported so far. Its own text goes to a descriptor that
/// the student can close.
[[nodiscard]] std::uint32_t race_reports() noexcept;

/// Ends the process with wire::exit_child_returned if it is not the one that was started.
void end_if_child() noexcept;

}  // namespace lockstep::entry
