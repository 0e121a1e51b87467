#include "wait_state.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

struct Call {
  long number = -1;
  std::array<unsigned long, 6> argument{};
};

/// proc(5): "running", or "-1 …" for a task that is blocked outside a call, or the call's number
/// and arguments in hexadecimal.
std::optional<Call> current_call(const std::string& folder) {
  const std::string text = read_small_file(folder + "/syscall");
  char* at = nullptr;
  Call call;
  call.number = std::strtol(text.c_str(), &at, 10);
  if (at == text.c_str() || call.number < 0) return std::nullopt;
  for (unsigned long& argument : call.argument) argument = std::strtoul(at, &at, 16);
  return call;
}

enum class Futex : unsigned long {
  wait = 0, lock_pi = 6, wait_bitset = 9, wait_requeue_pi = 11, lock_pi2 = 13
};

bool endless_futex(const Call& call) {
  constexpr unsigned long kCommandMask = 127;
  const auto command = static_cast<Futex>(call.argument[1] & kCommandMask);
  const bool waits = command == Futex::wait || command == Futex::lock_pi ||
                     command == Futex::wait_bitset || command == Futex::wait_requeue_pi ||
                     command == Futex::lock_pi2;
  return waits && call.argument[3] == 0;
}

std::string descriptor_target(const std::string& folder, unsigned long fd) {
  std::error_code error;
  return std::filesystem::read_symlink(folder + "/fd/" + std::to_string(fd), error).string();
}

/// A pipe, socket, FIFO or eventfd whose other end only tasks of the tree can hold.
bool inner_channel(const std::string& folder, unsigned long fd,
                   const std::set<std::string>& outside) {
  const std::string target = descriptor_target(folder, fd);
  if (outside.count(target) != 0) return false;
  return target.starts_with("pipe:") || target.starts_with("socket:") ||
         target.starts_with("anon_inode:[eventfd]") || target.starts_with("/tmp/") ||
         target.starts_with("/dev/mqueue/") || target.starts_with("/dev/shm/");
}

/// No descriptor through which the passing of time could wake a poll.
bool without_timers(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/fd", error)) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (target.starts_with("anon_inode:[timerfd]") || target.starts_with("anon_inode:inotify")) {
      return false;
    }
  }
  return !error;
}

std::optional<Wait> channel_wait(const std::string& folder, const Call& call, Wait wait,
                                 const std::set<std::string>& outside) {
  if (!inner_channel(folder, call.argument[0], outside)) return std::nullopt;
  return wait;
}

/// The descriptors that poll(2) was given; empty for its relatives and where they cannot be read.
std::vector<pollfd> polled(const std::string& folder, const Call& call) {
  constexpr unsigned long kMost = 1024;
  bool poll = call.number == SYS_ppoll;
#ifdef SYS_poll
  poll = poll || call.number == SYS_poll;
#endif
  if (!poll) return {};
  std::vector<pollfd> events(std::min(call.argument[1], kMost));
  iovec local{events.data(), events.size() * sizeof(pollfd)};
  iovec remote{reinterpret_cast<void*>(call.argument[0]), local.iov_len};
  const auto task = static_cast<pid_t>(std::atoi(folder.substr(folder.rfind('/') + 1).c_str()));
  if (::process_vm_readv(task, &local, 1, &remote, 1, 0) < 0) return {};
  return events;
}

bool polls_outside(const std::string& folder, const Call& call,
                   const std::set<std::string>& outside) {
  const std::vector<pollfd> events = polled(folder, call);
  return std::any_of(events.begin(), events.end(), [&](const pollfd& event) {
    return event.fd >= 0 && event.events != 0 &&
           outside.count(descriptor_target(folder, static_cast<unsigned long>(event.fd))) != 0;
  });
}

/// A handler of SIGALRM, or a POSIX timer: time may wake any task of the process. Whether an alarm
/// is really set cannot be seen from outside. The timers behind SIGVTALRM and SIGPROF stand still
/// while nobody uses the processor, so they wake no process whose tasks all sleep.
bool may_be_alarmed(const std::string& folder) {
  const std::string status = read_small_file(folder + "/status");
  constexpr std::string_view kCaught = "\nSigCgt:";
  const std::size_t at = status.find(kCaught);
  if (at == std::string::npos) return true;
  const unsigned long long caught =
      std::strtoull(status.c_str() + at + kCaught.size(), nullptr, 16);
  const auto bit = [](int signal) { return 1ULL << static_cast<unsigned>(signal - 1); };
  if ((caught & bit(SIGALRM)) != 0) return true;
  return !read_small_file(folder + "/../../timers").empty();
}

bool endless_poll(const Call& call) {
  const auto negative = [](unsigned long value) { return static_cast<int>(value) < 0; };
  switch (call.number) {
#ifdef SYS_poll
    case SYS_poll: return negative(call.argument[2]);
    case SYS_select: return call.argument[4] == 0;
    case SYS_epoll_wait: return negative(call.argument[3]);
#endif
    case SYS_ppoll: return call.argument[2] == 0;
    case SYS_pselect6: return call.argument[4] == 0;
    case SYS_epoll_pwait: return negative(call.argument[3]);
    default: return false;
  }
}

bool endless_file_lock(const Call& call) {
  if (call.number == SYS_flock) return true;
  return call.number == SYS_fcntl &&
         (call.argument[1] == F_SETLKW || call.argument[1] == F_OFD_SETLKW);
}

std::optional<Wait> queue_wait(const Call& call) {
  switch (call.number) {
    case SYS_msgrcv: return Wait::pipe_read;
    case SYS_msgsnd: return Wait::pipe_write;
    case SYS_semop: return Wait::lock;
    case SYS_semtimedop:
      return call.argument[3] == 0 ? std::optional(Wait::lock) : std::nullopt;
    case SYS_mq_timedreceive:
      return call.argument[4] == 0 ? std::optional(Wait::pipe_read) : std::nullopt;
    case SYS_mq_timedsend:
      return call.argument[4] == 0 ? std::optional(Wait::pipe_write) : std::nullopt;
    default: return std::nullopt;
  }
}

std::optional<Wait> poll_wait(const std::string& folder, const Call& call,
                              const std::set<std::string>& outside) {
  if (!without_timers(folder) || polls_outside(folder, call, outside)) return std::nullopt;
  return Wait::pipe_read;
}

/// The same as endless_wait(), alarms aside.
std::optional<Wait> wait_in(const Call& call, const std::string& folder,
                            const std::set<std::string>& outside) {
  switch (call.number) {
    case SYS_futex:
      return endless_futex(call) ? std::optional(Wait::lock) : std::nullopt;
    case SYS_wait4:
    case SYS_waitid:
      return Wait::child;
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      return channel_wait(folder, call, Wait::pipe_read, outside);
    case SYS_openat:  // sleeps for ever only on a FIFO whose other end nobody opens
      return Wait::pipe_read;
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return channel_wait(folder, call, Wait::pipe_write, outside);
#ifdef SYS_pause
    case SYS_pause:
#endif
    case SYS_rt_sigsuspend:
      return Wait::other;
    default:
      break;
  }
  if (endless_file_lock(call)) return Wait::file_lock;
  if (endless_poll(call)) return poll_wait(folder, call, outside);
  return queue_wait(call);
}

}  // namespace

std::optional<Wait> endless_wait(const std::string& folder, const std::set<std::string>& outside) {
  const std::optional<Call> call = current_call(folder);
  if (!call) return std::nullopt;
  const std::optional<Wait> wait = wait_in(*call, folder, outside);
  return wait && !may_be_alarmed(folder) ? wait : std::nullopt;
}

std::optional<Wait> wait_for_start(const std::string& folder) {
  const std::optional<Call> call = current_call(folder);
  if (!call) return std::nullopt;
  bool starts = call->number == SYS_clone && (call->argument[0] & CLONE_VFORK) != 0;
#ifdef SYS_vfork
  starts = starts || call->number == SYS_vfork;
#endif
  return starts ? std::optional(Wait::child) : std::nullopt;
}

std::optional<Wait> held_wait(const std::string& folder) {
  const std::optional<Call> call = current_call(folder);
  if (!call) return std::nullopt;
  const bool write = call->number == SYS_write || call->number == SYS_writev ||
                     call->number == SYS_sendto;
  return write ? Wait::pipe_write : Wait::nothing;
}

}  // namespace lockstep::sandbox
