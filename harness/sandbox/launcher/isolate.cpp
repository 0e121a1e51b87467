#include "isolate.hpp"

#include <cerrno>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>

namespace lockstep::sandbox {

namespace {

constexpr unsigned long kNamespaces =
    CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
constexpr uid_t kInside = 1000;         // the program's identity inside its user namespace
constexpr uid_t kUnprivileged = 65534;  // "nobody", where the helper is root
constexpr uid_t kFirstOfRun = 200'000;  // without a user namespace: one identity for each run,
constexpr uid_t kManyRuns = 100'000;    // since RLIMIT_NPROC counts by identity

void write_file(const std::string& path, const std::string& text) {
  const Fd file(static_cast<int>(check(::open(path.c_str(), O_WRONLY | O_CLOEXEC), path)));
  check(::write(file.get(), text.data(), text.size()), path);
}

std::string line(uid_t inside, uid_t outside) {
  return std::to_string(inside) + " " + std::to_string(outside) + " 1\n";
}

/// Root maps itself for init and an unprivileged identity for the program: were the program root
/// outside, it could write to files of the machine's /proc that are not part of any namespace.
void map_identity(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid) + "/";
  if (::geteuid() == 0) {
    write_file(folder + "uid_map", line(0, 0) + line(kInside, kUnprivileged));
    write_file(folder + "gid_map", line(0, 0) + line(kInside, kUnprivileged));
  } else {
    write_file(folder + "setgroups", "deny");
    write_file(folder + "uid_map", line(kInside, ::geteuid()));
    write_file(folder + "gid_map", line(kInside, ::getegid()));
  }
}

/// The raw call, and not clone3: container policies answer that one with ENOSYS.
pid_t clone_process(unsigned long flags, int* handle) {
  return static_cast<pid_t>(
      ::syscall(SYS_clone, flags | CLONE_PIDFD | SIGCHLD, nullptr, handle, nullptr, nullptr));
}

}  // namespace

InitProcess start_in_namespaces(const std::function<void(const std::optional<Identity>&)>& body) {
  const bool root = ::geteuid() == 0;
  const auto supervisor = static_cast<uid_t>(::getpid());
  int handle = -1;
  bool own_users = true;
  pid_t pid = clone_process(kNamespaces | CLONE_NEWUSER, &handle);
  if (pid < 0 && root) {
    own_users = false;
    pid = clone_process(kNamespaces, &handle);
  }
  if (pid == 0) {
    if (own_users) {
      body(root ? std::optional(Identity{kInside, kInside}) : std::nullopt);
    } else {
      const uid_t own = kFirstOfRun + supervisor % kManyRuns;
      body(Identity{own, own});
    }
    ::_exit(1);
  }
  check(pid, "this machine does not let us create namespaces");
  InitProcess init{pid, Fd(handle)};
  if (own_users) map_identity(pid);
  return init;
}

InitProcess start_plainly(const std::function<void(const std::optional<Identity>&)>& body) {
  int handle = -1;
  const pid_t pid = clone_process(0, &handle);
  if (pid == 0) {
    body(std::nullopt);
    ::_exit(1);
  }
  check(pid, "cannot start a process");
  return {pid, Fd(handle)};
}

}  // namespace lockstep::sandbox
