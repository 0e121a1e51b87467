// Pipes and socket pairs that the program makes: which descriptors belong to which, and what the
// bytes on their way bring with them.
//
// The kernel carries the bytes, says when there is room, and knows when an end is the last one.
// What is kept here is what it does not tell: who wrote each byte. A reader comes after those whose
// bytes it got, and after nobody else.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <poll.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "clock.hpp"
#include "object.hpp"

namespace lockstep::explorer::runtime {

struct Message {
  std::size_t bytes = 0;
  Clock clock;
};

/// One way through a channel; a pipe has one, a socket pair two.
struct Direction {
  Number number = 0;
  bool packets = false;  // what was sent as one is received as one
  bool pipe = false;
  std::size_t page_filled = 0;  // pipe: bytes of its last page up to where the last byte lies
  std::deque<Message> queue;
  Clock writers_left;  // what happened before its write ends were closed
  Clock readers_left;
  Clock taken;  // what happened before any of its bytes was received
};

/// What a descriptor is an end of.
struct ChannelEnd {
  Direction* in = nullptr;   // nullptr: not for reading
  Direction* out = nullptr;  // nullptr: not for writing
  bool blocking = true;

  explicit operator bool() const noexcept { return in != nullptr || out != nullptr; }
};

/// What a task waits for: one of the descriptors is ready, or the kernel would take `size` bytes
/// into `out`.
struct ChannelWait {
  pollfd* descriptors = nullptr;
  std::size_t count = 0;
  const Direction* out = nullptr;
  std::size_t size = 0;
};

/// Asks the kernel, and does not wait.
[[nodiscard]] bool is_ready(const ChannelWait& wait) noexcept;

class Channels {
 public:
  void next_execution() noexcept;

  void add_pipe(const int (&ends)[2]);
  void add_pair(const int (&ends)[2], bool packets);

  /// What `fd` refers to now; nothing where that is no channel of this execution.
  [[nodiscard]] ChannelEnd find(int fd) const noexcept;

  /// The current task has opened or closed this descriptor.
  void note_change(int fd);
  /// It refers to something else than a channel now.
  void note_reuse(int fd) noexcept;
  /// Another task has, and nothing orders the two: which one the number means is a matter of luck.
  [[nodiscard]] bool is_disputed(int fd) const noexcept;

 private:
  struct Channel {
    std::uint64_t inodes[2] = {};  // the same of a pipe's ends
    Direction ways[2];             // ways[i]: what end i reads
  };
  struct Change {
    TaskId by = kNoTask;
    std::uint32_t time = 0;
  };

  Channel& add(const int (&ends)[2], bool pipe);

  std::vector<std::unique_ptr<Channel>> channels_;
  std::vector<Change> changes_;  // by descriptor
};

[[nodiscard]] constexpr bool is_channel(Number number) noexcept {
  return number >> 56 == static_cast<Number>(Space::channel) + 1;
}

/// The current task has put `bytes` into it, of the `wanted` that it gave the kernel.
void note_sent(Direction& way, std::size_t bytes, std::size_t wanted);
/// The current task has taken `bytes` out of it. False: they came in a way that was not seen.
bool note_received(Direction& way, std::size_t bytes, bool left_there);

}  // namespace lockstep::explorer::runtime
