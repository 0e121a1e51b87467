// Reading, writing, closing and polling as operations on channels.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>

#include "channels.hpp"

namespace lockstep::explorer::runtime {

/// The channel that the program means by `fd`, if that is one whose other ends are in sight.
[[nodiscard]] ChannelEnd channel_end(int fd);

/// As recv(2), send(2), or read(2) and write(2) with no flags; with errno.
ssize_t receive(int fd, void* into, std::size_t size, int flags, std::uintptr_t pc);
ssize_t send(int fd, const void* from, std::size_t size, int flags, std::uintptr_t pc);

/// By close(2), or by shutdown(2): then the descriptor stays.
enum class Closing : std::uint8_t { descriptor, in, out, both };
/// The task is about to do so.
void note_closing(int fd, Closing what, std::uintptr_t pc);

/// As poll(2). False: it is not about channels alone, or about too many.
bool poll_channels(pollfd* descriptors, nfds_t count, int timeout_ms, int& result,
                   std::uintptr_t pc);

/// A pipe, socket, eventfd or their like that the program has opened, and that is not followed.
[[nodiscard]] bool is_foreign_channel(int fd) noexcept;

/// A use that is not modelled: it comes after all that any task has done, so that nothing wrong is
/// said of what it may order. The execution is cut off where it would wait, or where it would mix
/// up what is known of a channel.
void use_unmodelled(int fd, short events, const char* name);

/// The program has opened the descriptor `made`, which is no channel; it is closed again before the
/// next execution. Returns it.
int note_made(int made) noexcept;
/// The same of what is not modelled.
int note_made_unmodelled(int made, const char* name);

}  // namespace lockstep::explorer::runtime
