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

/// Ways out of a child process that are the caller's only.
enum class Way : std::uint8_t { returned, exited };

/// Whether a child process has taken it since the start. Known by the time that it has been reaped.
[[nodiscard]] bool some_child_has(Way way) noexcept;

/// Ends the process with wire::exit_child_returned if it is not the one that was started.
void end_if_child() noexcept;

}  // namespace lockstep::entry
