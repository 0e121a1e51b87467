#include "process.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <lockstep/wire/protocol.hpp>

namespace lockstep::entry {
namespace {

constinit pid_t started = 0;
constinit Channels moved{-1, -1};

/// To 200 or above; where the limit on descriptors is lower, as high as it goes by halves.
int move_away(int fd) {
  for (int lowest = 200; lowest > wire::response_fd; lowest /= 2) {
    const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, lowest);
    if (copy >= 0) {
      ::close(fd);
      return copy;
    }
  }
  return ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 ? fd : -1;
}

constinit std::atomic<std::uint32_t> reported = 0;

/// What children have done, one flag for each Way, in memory that they share with the process.
using Ways = std::atomic<bool>[2];
constinit Ways* taken = nullptr;

bool is_child() noexcept { return ::getpid() != started; }

void note_child(Way way) noexcept {
  if (taken != nullptr) (*taken)[static_cast<std::size_t>(way)].store(true);
}

void note_exit() {
  if (is_child()) note_child(Way::exited);
}

void watch_children() {
  void* page =
      ::mmap(nullptr, sizeof(Ways), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  taken = ::new (page) Ways[1];
  std::atexit(note_exit);
}

/// Settings of the C library and of the sanitizer differ from check to check. Both have been read
/// by now; nobody else needs to know. Overwritten in place, where /proc shows them, too.
void forget_settings() {
  for (const std::string_view name : {"MALLOC_ARENA_MAX=", "TSAN_OPTIONS="}) {
    for (char** variable = environ; *variable != nullptr; ++variable) {
      if (!std::string_view(*variable).starts_with(name)) continue;
      std::fill_n(*variable, std::strlen(*variable), '\0');
      char** last = variable;
      while (last[1] != nullptr) ++last;
      *variable = *last;
      *last = nullptr;
      break;
    }
  }
}

[[gnu::constructor(101)]] void take_channels() {
  forget_settings();
  started = ::getpid();
  watch_children();
  moved = {move_away(wire::request_fd), move_away(wire::response_fd)};
}

}  // namespace

Channels channels() noexcept { return moved; }

std::uint32_t race_reports() noexcept { return reported.load(std::memory_order_relaxed); }

bool some_child_has(Way way) noexcept {
  return taken != nullptr && (*taken)[static_cast<std::size_t>(way)].load();
}

void end_if_child() noexcept {
  if (!is_child()) return;
  note_child(Way::returned);
  ::_exit(wire::exit_child_returned);
}

}  // namespace lockstep::entry

/// Called by ThreadSanitizer for each report, where there is one.
extern "C" void __tsan_on_report(void*) {
  lockstep::entry::reported.fetch_add(1, std::memory_order_relaxed);
}
