// Asks for what no submission may have, and says what the kernel answered.
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.hpp"

extern char** environ;

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::tell;

const Behaviour network{"network", [](const Arguments&) {
  return tell("tcp", ::socket(AF_INET, SOCK_STREAM, 0)) +
         tell("udp", ::socket(AF_INET, SOCK_DGRAM, 0)) +
         tell("tcp6", ::socket(AF_INET6, SOCK_STREAM, 0)) +
         tell("netlink", ::socket(AF_NETLINK, SOCK_RAW, 0)) +
         tell("packet", ::socket(AF_PACKET, SOCK_RAW, 0)) +
         tell("vsock", ::socket(AF_VSOCK, SOCK_STREAM, 0)) +
         tell("high bits", ::syscall(SYS_socket, 0x1'0000'0000L | AF_INET, SOCK_STREAM, 0));
}};
const Behaviour unix_pair{"unix-pair", [](const Arguments&) {
  int ends[2];
  return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 ? 0 : 1;
}};
const Behaviour forbidden{"forbidden-calls", [](const Arguments&) {
  return tell("mount", ::mount("none", "/tmp", "tmpfs", 0, nullptr)) +
         tell("umount", ::umount2("/tmp", MNT_DETACH)) +
         tell("chroot", ::chroot("/tmp")) +
         tell("unshare user", ::unshare(CLONE_NEWUSER)) +
         tell("unshare net", ::unshare(CLONE_NEWNET)) +
         tell("clone user", ::syscall(SYS_clone, CLONE_NEWUSER | 17, 0, 0, 0, 0)) +
         tell("clone3", ::syscall(SYS_clone3, nullptr, 0)) +
         tell("setns", ::setns(0, 0)) +
         tell("ptrace", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)) +
         tell("keyctl", ::syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, -3, 1)) +
         tell("add_key", ::syscall(SYS_add_key, "user", "k", "v", 1, -3)) +
         tell("bpf", ::syscall(SYS_bpf, 0, nullptr, 0)) +
         tell("perf", ::syscall(SYS_perf_event_open, nullptr, 0, 0, 0, 0)) +
         tell("io_uring", ::syscall(SYS_io_uring_setup, 1, nullptr)) +
         tell("userfaultfd", ::syscall(SYS_userfaultfd, 0)) +
         tell("settime", ::syscall(SYS_clock_settime, CLOCK_REALTIME, nullptr)) +
         tell("hostname", ::sethostname("x", 1)) +
         tell("reboot", ::syscall(SYS_reboot, 0, 0, 0, nullptr)) +
         tell("block device", ::mknod("/tmp/disk", S_IFBLK | 0600, 8U << 8U)) +
         tell("setuid", ::setuid(0)) +
         tell("TIOCSTI", ::ioctl(0, TIOCSTI, "x")) +
         tell("TIOCSTI, high bits", ::syscall(SYS_ioctl, 0, 0x1'0000'0000L | TIOCSTI, "x"));
}};
const Behaviour status{"status", [](const Arguments&) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) std::printf("%s\n", line.c_str());
  std::printf("ids %u %u %u %u\n", ::getuid(), ::geteuid(), ::getgid(), ::getegid());
  std::printf("groups %d\n", ::getgroups(0, nullptr));
  std::printf("no_new_privs %d\n", ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
  std::printf("session leader %d\n", ::getsid(0) == ::getpid());
  std::printf("pid one %d\n", ::getpid() == 1);
  return 0;
}};
const Behaviour environment{"environment", [](const Arguments&) {
  for (char** one = environ; *one != nullptr; ++one) std::printf("%s\n", *one);
  return 0;
}};
const Behaviour descriptors{"descriptors", [](const Arguments&) {
  for (int fd = 0; fd < 1024; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) std::printf("%d ", fd);
  }
  std::printf("\n");
  return 0;
}};
const Behaviour input{"read-input", [](const Arguments&) {
  char byte = 0;
  return ::read(0, &byte, 1) == 0 ? 0 : 1;
}};
const Behaviour opens{"open", [](const Arguments& a) {  // "r" or "w", then paths
  int opened = 0;
  for (std::size_t i = 1; i < a.size(); ++i) {
    const int flags = a[0] == "r" ? O_RDONLY : O_WRONLY;
    opened += tell(a[i].c_str(), ::open(a[i].c_str(), flags | O_NONBLOCK));
  }
  return opened;
}};
const Behaviour creates{"create", [](const Arguments& a) {
  int created = 0;
  for (const std::string& path : a) {
    created += tell(path.c_str(), ::open(path.c_str(), O_CREAT | O_WRONLY, 0600));
  }
  return created;
}};
const Behaviour lists{"list", [](const Arguments& a) {
  for (const auto& entry : std::filesystem::directory_iterator(a[0])) {
    std::printf("%s\n", entry.path().filename().c_str());
  }
  return 0;
}};

}  // namespace
