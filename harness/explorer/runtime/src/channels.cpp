#include "channels.hpp"

#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "core.hpp"
#include "kernel.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kPipePage = 4096;

/// 0: the descriptor is not open.
std::uint64_t inode_of(int fd) noexcept {
  struct stat status {};
  if (kernel_failed(kernel(SYS_fstat, fd, reinterpret_cast<long>(&status)))) return 0;
  return S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) ? status.st_ino : 0;
}

/// The same for one channel in all executions: it does not depend on what other tasks have made.
Number next_number(bool pipe, unsigned way) noexcept {
  const Task& now = self();
  constexpr unsigned ordinals = 24;
  return number_of(Space::channel, std::uintptr_t{now.id} << (ordinals + 2) |
                                       std::uintptr_t{now.channels} << 2 | (pipe ? 0U : 2U) | way);
}

/// poll(2) calls a pipe full when its pages are; a short write still fits into the last of them.
bool fits_last_page(const Direction& way, std::size_t size) noexcept {
  return !way.queue.empty() && way.page_filled + size <= kPipePage;
}

/// poll(2) calls a socket full when a quarter of its buffer is; send(2) does not.
bool has_buffer(int fd) noexcept {
  int used = 0;
  int most = 0;
  socklen_t length = sizeof most;
  if (kernel_failed(kernel(SYS_ioctl, fd, SIOCOUTQ, reinterpret_cast<long>(&used)))) return true;
  if (kernel_failed(kernel(SYS_getsockopt, fd, SOL_SOCKET, SO_SNDBUF, reinterpret_cast<long>(&most),
                           reinterpret_cast<long>(&length)))) {
    return true;
  }
  return used < most;
}

/// As the kernel fills a pipe: what does not make up a page goes behind the last byte if it fits.
void fill_pages(Direction& way, std::size_t bytes, std::size_t wanted) noexcept {
  const std::size_t odd = wanted % kPipePage;
  const bool joins = odd != 0 && fits_last_page(way, odd);
  if (joins) way.page_filled += odd;
  if (joins && bytes <= odd) return;
  way.page_filled = joins || bytes < wanted || odd == 0 ? kPipePage : odd;
}

}  // namespace

bool is_ready(const ChannelWait& wait) noexcept {
  const long ready =
      kernel(SYS_poll, reinterpret_cast<long>(wait.descriptors), static_cast<long>(wait.count), 0);
  if (ready != 0) return true;
  if (wait.out == nullptr) return false;
  if (wait.out->pipe) return wait.size < kPipePage && fits_last_page(*wait.out, wait.size);
  return has_buffer(wait.descriptors->fd);
}

void Channels::next_execution() noexcept {
  channels_.clear();
  changes_.clear();
}

Channels::Channel& Channels::add(const int (&ends)[2], bool pipe) {
  Channel& made = *channels_.emplace_back(std::make_unique<Channel>());
  ++self().channels;
  for (unsigned i = 0; i < 2; ++i) {
    made.inodes[i] = inode_of(ends[i]);
    made.ways[i].number = next_number(pipe, i);
    made.ways[i].pipe = pipe;
    note_change(ends[i]);
  }
  return made;
}

void Channels::add_pipe(const int (&ends)[2]) { add(ends, true); }

void Channels::add_pair(const int (&ends)[2], bool packets) {
  Channel& made = add(ends, false);
  for (Direction& way : made.ways) way.packets = packets;
}

ChannelEnd Channels::find(int fd) const noexcept {
  if (channels_.empty()) return {};
  const std::uint64_t inode = inode_of(fd);
  if (inode == 0) return {};
  const auto found = std::find_if(channels_.rbegin(), channels_.rend(), [&](const auto& one) {
    return one->inodes[0] == inode || one->inodes[1] == inode;
  });
  if (found == channels_.rend()) return {};
  Channel& channel = **found;
  const long flags = kernel(SYS_fcntl, fd, F_GETFL);
  const bool blocking = (flags & O_NONBLOCK) == 0;
  if (channel.ways[0].pipe) {
    const bool reads = (flags & O_ACCMODE) == O_RDONLY;
    return {reads ? &channel.ways[0] : nullptr, reads ? nullptr : &channel.ways[0], blocking};
  }
  const unsigned end = channel.inodes[0] == inode ? 0 : 1;
  return {&channel.ways[end], &channel.ways[1 - end], blocking};
}

void Channels::note_change(int fd) {
  const auto at = static_cast<std::size_t>(fd);
  if (at >= changes_.size()) changes_.resize(at + 1);
  changes_[at] = {self().id, self().clock.of(self().id)};
}

void Channels::note_reuse(int fd) noexcept {
  if (fd >= 0 && static_cast<std::size_t>(fd) < changes_.size()) {
    changes_[static_cast<std::size_t>(fd)] = {};
  }
}

bool Channels::is_disputed(int fd) const noexcept {
  const auto at = static_cast<std::size_t>(fd);
  if (fd < 0 || at >= changes_.size() || changes_[at].by == kNoTask) return false;
  return !self().clock.includes(changes_[at].by, changes_[at].time);
}

void note_sent(Direction& way, std::size_t bytes, std::size_t wanted) {
  if (bytes == 0 && !way.packets) return;
  if (way.pipe) fill_pages(way, bytes, wanted);
  way.queue.push_back({bytes, self().clock});
}

bool note_received(Direction& way, std::size_t bytes, bool left_there) {
  Clock& clock = self().clock;
  if (way.packets) {
    if (way.queue.empty()) return false;
    clock.join(way.queue.front().clock);
    if (!left_there) way.queue.pop_front();
    return true;
  }
  for (auto message = way.queue.begin(); bytes > 0;) {
    if (message == way.queue.end()) return false;
    clock.join(message->clock);
    const std::size_t taken = std::min(bytes, message->bytes);
    bytes -= taken;
    if (!left_there && taken == message->bytes) {
      message = way.queue.erase(message);
      continue;
    }
    if (!left_there) message->bytes -= taken;
    ++message;
  }
  return true;
}

}  // namespace lockstep::explorer::runtime
