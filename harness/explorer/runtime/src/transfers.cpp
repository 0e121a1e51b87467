#include "transfers.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#include "access.hpp"
#include "circles.hpp"
#include "ending.hpp"
#include "kernel.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr int kFollowedFlags =
    MSG_DONTWAIT | MSG_NOSIGNAL | MSG_PEEK | MSG_WAITALL | MSG_CMSG_CLOEXEC | MSG_MORE;

/// The numbers of descriptors are not ordered by anything: a use and a close of one must be.
constexpr const char* kDisputed = "a descriptor that one thread uses and another closes";

Operation on_channel(Kind kind, const Direction& way, std::uintptr_t pc) {
  Operation operation;
  operation.kind = kind;
  operation.first = {way.number, Use::write};
  operation.pc = pc;
  return operation;
}

Object& object_of(const Direction& way) { return core->objects.get(way.number); }

void note_changed(const Direction& way) {
  ++object_of(way).version;
  effect();
}

/// The operation has changed nothing: whoever repeats it waits in a circle.
void note_unchanged(const Direction& way, std::uintptr_t pc) {
  amend_use(Use::read);
  observe({Observation::What::refused, 0, pc, way.number, object_of(way).version});
}

ssize_t failed(long error) noexcept {
  errno = static_cast<int>(error);
  return -1;
}

/// Never sleeps, whatever the descriptor's own mode is.
long kernel_send(int fd, const Direction& way, const void* from, std::size_t size, int flags) {
  const auto bytes = reinterpret_cast<long>(from);
  if (!way.pipe) {
    return kernel(SYS_sendto, fd, bytes, static_cast<long>(size),
                  flags | MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  const long mode = kernel(SYS_fcntl, fd, F_GETFL);
  if ((mode & O_NONBLOCK) == 0) kernel(SYS_fcntl, fd, F_SETFL, mode | O_NONBLOCK);
  const long sent = kernel(SYS_write, fd, bytes, static_cast<long>(size));
  if ((mode & O_NONBLOCK) == 0) kernel(SYS_fcntl, fd, F_SETFL, mode);
  return sent;
}

/// Only after the kernel has said that there is something: a pipe has no other way not to sleep.
long kernel_receive(int fd, const Direction& way, void* into, std::size_t size, int flags) {
  const auto bytes = reinterpret_cast<long>(into);
  if (way.pipe) return kernel(SYS_read, fd, bytes, static_cast<long>(size));
  const int kept = flags & ~MSG_WAITALL;
  return kernel(SYS_recvfrom, fd, bytes, static_cast<long>(size), kept | MSG_DONTWAIT);
}

/// Publishes the operation until it is the task's turn; the descriptor must still mean the same.
void wait_for_turn(const Operation& operation, bool blocking, ChannelWait& wait) {
  Waits waits;
  if (blocking) waits.gate = Gate::channel;
  waits.channel = &wait;
  perform(operation, waits);
}

/// The end of file, or of readers. shutdown(2) ends a socket's way from either side.
void come_after_end(const Direction& way, bool of_writers) {
  if (of_writers || !way.pipe) self().clock.join(way.writers_left);
  if (!of_writers || !way.pipe) self().clock.join(way.readers_left);
}

long send_piece(int fd, Direction& way, const void* from, std::size_t size, int flags,
                bool blocking, std::uintptr_t pc) {
  const Inside inside;
  pollfd descriptor{fd, POLLOUT, 0};
  ChannelWait wait{&descriptor, 1, &way, size};
  for (;;) {
    const bool had_room = is_ready(wait);
    wait_for_turn(on_channel(Kind::send, way, pc), blocking, wait);
    if (core->channels.find(fd).out != &way) cut_off(kDisputed);
    const long sent = kernel_send(fd, way, from, size, flags);
    if (sent == -EAGAIN && blocking) continue;
    if (sent < 0) {
      if (sent != -EAGAIN) come_after_end(way, false);
      note_unchanged(way, pc);
      return sent;
    }
    if (!had_room) self().clock.join(way.taken);
    note_sent(way, static_cast<std::size_t>(sent), size);
    tick();
    note_changed(way);
    return sent;
  }
}

long receive_piece(int fd, Direction& way, void* into, std::size_t size, int flags, bool blocking,
                   std::uintptr_t pc) {
  const Inside inside;
  pollfd descriptor{fd, POLLIN, 0};
  ChannelWait wait{&descriptor, 1};
  for (;;) {
    wait_for_turn(on_channel(Kind::receive, way, pc), blocking, wait);
    if (core->channels.find(fd).in != &way) cut_off(kDisputed);
    const bool ready = is_ready(wait);
    const long got = ready ? kernel_receive(fd, way, into, size, flags) : -EAGAIN;
    if (got == -EAGAIN && blocking) continue;
    const bool message = got > 0 || (got == 0 && way.packets && !way.queue.empty());
    if (!message) {
      if (got != -EAGAIN) come_after_end(way, true);
      note_unchanged(way, pc);
      return got;
    }
    const bool left_there = (flags & MSG_PEEK) != 0;
    if (!note_received(way, static_cast<std::size_t>(got), left_there)) {
      cut_off("bytes in a pipe or socket that came in another way than by write or send");
    }
    if (left_there) {
      note_unchanged(way, pc);
      return got;
    }
    way.taken.join(self().clock);
    tick();
    note_changed(way);
    return got;
  }
}

/// What a poll looks at, as far as an operation has room for it.
struct Watched {
  const Direction* ways[2] = {};
  bool for_reading[2] = {};
  std::size_t count = 0;

  bool add(const Direction* way, bool reading) noexcept {
    if (way == nullptr) return true;
    if (count == 2) return false;
    for_reading[count] = reading;
    ways[count++] = way;
    return true;
  }
};

bool add_watched(const pollfd& descriptor, Watched& watched) {
  const ChannelEnd end = channel_end(descriptor.fd);
  if (!end) return false;
  // What ends a direction is told without being asked for.
  const bool in = (descriptor.events & POLLIN) != 0 || end.out == nullptr;
  const bool out = (descriptor.events & POLLOUT) != 0 || end.in == nullptr;
  constexpr short followed = POLLIN | POLLOUT | POLLERR | POLLHUP;
  if ((descriptor.events & ~followed) != 0 || (!in && !out)) return false;
  return (!in || watched.add(end.in, true)) && (!out || watched.add(end.out, false));
}

/// A program may take it for a message that there is one, or that there is room.
void come_after_ready(const Watched& watched) {
  for (std::size_t i = 0; i < watched.count; ++i) {
    const Direction& way = *watched.ways[i];
    if (!watched.for_reading[i]) self().clock.join(way.taken);
    if (watched.for_reading[i] && !way.queue.empty()) self().clock.join(way.queue.front().clock);
    come_after_end(way, watched.for_reading[i]);
  }
}

}  // namespace

ChannelEnd channel_end(int fd) {
  const Inside inside;
  if (core->channels.is_disputed(fd)) cut_off(kDisputed);
  if (core->run.left_sight) return {};
  return core->channels.find(fd);
}

ssize_t send(int fd, const void* from, std::size_t size, int flags, std::uintptr_t pc) {
  const ChannelEnd end = channel_end(fd);
  if (end.out == nullptr) return failed(EBADF);
  if ((flags & ~kFollowedFlags) != 0) cut_off("a flag of send");
  const bool blocking = end.blocking && (flags & MSG_DONTWAIT) == 0;
  if (size == 0 && !end.out->packets) return 0;
  const bool whole = blocking && !end.out->packets;
  const auto* at = static_cast<const char*>(from);
  std::size_t done = 0;
  do {
    note_range(at + done, size - done, 0, pc);
    const long sent = send_piece(fd, *end.out, at + done, size - done, flags, blocking, pc);
    if (sent == -EPIPE && (flags & MSG_NOSIGNAL) == 0 && (done == 0 || end.out->pipe)) {
      receive_signal(SIGPIPE, pc);
    }
    if (sent < 0) return done > 0 ? static_cast<ssize_t>(done) : failed(-sent);
    done += static_cast<std::size_t>(sent);
  } while (whole && done < size);
  return static_cast<ssize_t>(done);
}

ssize_t receive(int fd, void* into, std::size_t size, int flags, std::uintptr_t pc) {
  const ChannelEnd end = channel_end(fd);
  if (end.in == nullptr) return failed(EBADF);
  if (size == 0 && end.in->pipe) return 0;
  const bool whole = (flags & MSG_WAITALL) != 0 && !end.in->packets;
  if ((flags & ~kFollowedFlags) != 0 || (whole && (flags & MSG_PEEK) != 0)) {
    cut_off("a flag of recv");
  }
  const bool blocking = end.blocking && (flags & MSG_DONTWAIT) == 0;
  auto* at = static_cast<char*>(into);
  std::size_t done = 0;
  do {
    const long got = receive_piece(fd, *end.in, at + done, size - done, flags, blocking, pc);
    if (got < 0) return done > 0 ? static_cast<ssize_t>(done) : failed(-got);
    note_range(at + done, static_cast<std::size_t>(got), kWrite, pc);
    done += static_cast<std::size_t>(got);
    if (got == 0) break;
  } while (whole && done < size);
  return static_cast<ssize_t>(done);
}

void note_closing(int fd, Closing what, std::uintptr_t pc) {
  const ChannelEnd end = channel_end(fd);
  if (!end) return;
  const Inside inside;
  const bool in = what != Closing::out;
  const bool out = what != Closing::in;
  Direction* const none = nullptr;
  Direction* const ways[] = {out ? end.out : none, in ? end.in : none};
  Operation operation;
  operation.kind = Kind::close_end;
  operation.pc = pc;
  for (const Direction* way : ways) {
    if (way == nullptr) continue;
    Touch& touch = operation.first.object == 0 ? operation.first : operation.second;
    touch = {way->number, Use::write};
  }
  if (operation.first.object == 0) return;
  perform(operation);
  const ChannelEnd now = core->channels.find(fd);
  if (now.in != end.in || now.out != end.out) cut_off(kDisputed);
  if (ways[0] != nullptr) ways[0]->writers_left.join(self().clock);
  if (ways[1] != nullptr) ways[1]->readers_left.join(self().clock);
  if (what == Closing::descriptor) core->channels.note_change(fd);
  tick();
  for (const Direction* way : ways) {
    if (way != nullptr) note_changed(*way);
  }
}

bool poll_channels(pollfd* descriptors, nfds_t count, int timeout_ms, int& result,
                   std::uintptr_t pc) {
  Watched watched;
  for (nfds_t i = 0; i < count; ++i) {
    if (descriptors[i].fd >= 0 && !add_watched(descriptors[i], watched)) return false;
  }
  if (watched.count == 0) return false;
  Operation operation;
  operation.kind = Kind::poll;
  operation.pc = pc;
  operation.first = {watched.ways[0]->number, Use::read};
  if (watched.count == 2) operation.second = {watched.ways[1]->number, Use::read};
  const Inside inside;
  ChannelWait wait{descriptors, count};
  Waits waits;
  if (timeout_ms != 0) waits.gate = Gate::channel;
  waits.channel = &wait;
  waits.timed = timeout_ms > 0;
  constexpr std::uint64_t millisecond = 1'000'000;
  if (waits.timed) {
    waits.deadline = core->run.time + static_cast<std::uint64_t>(timeout_ms) * millisecond;
  }
  const bool in_time = perform(operation, waits);
  result = static_cast<int>(
      kernel(SYS_poll, reinterpret_cast<long>(descriptors), static_cast<long>(count), 0));
  if (result > 0) come_after_ready(watched);
  for (std::size_t i = 0; i < watched.count; ++i) {
    const Direction& way = *watched.ways[i];
    observe({Observation::What::refused, 0, pc, way.number, object_of(way).version});
  }
  if (!in_time) observe({Observation::What::pause, 0, pc, 0, 1});
  return true;
}

bool is_foreign_channel(int fd) noexcept {
  struct stat status {};
  if (fd < core->snapshot.first_free() ||
      kernel_failed(kernel(SYS_fstat, fd, reinterpret_cast<long>(&status)))) {
    return false;
  }
  const auto kind = status.st_mode & S_IFMT;  // 0: eventfd and its like
  return kind == S_IFIFO || kind == S_IFSOCK || kind == 0;
}

int note_made(int made) noexcept {
  if (core != nullptr) core->run.opened_files = true;
  if (active) core->channels.note_reuse(made);
  return made;
}

int note_made_unmodelled(int made, const char* name) {
  note_made(made);
  if (!active) return made;
  const Inside inside;
  undecided(name);
  return made;
}

void use_unmodelled(int fd, short events, const char* name) {
  const Inside inside;
  if (core->channels.find(fd) && !core->run.left_sight) cut_off(name);
  undecided(name);
  pollfd descriptor{fd, events, 0};
  if (!is_ready({&descriptor, 1})) cut_off(name);
  for (std::size_t i = 0; i < core->task_count; ++i) self().clock.join(core->tasks[i]->clock);
}

}  // namespace lockstep::explorer::runtime
