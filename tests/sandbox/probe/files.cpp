#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

void write_file(const char* path, std::size_t bytes) {
  const int file = ::open(path, O_CREAT | O_WRONLY, 0600);
  const std::string text(bytes, 'x');
  if (::write(file, text.data(), text.size()) < 0) std::perror(path);
  ::close(file);
}

// Says how many MiB fitted, and why no more.
const Behaviour fills{"fill", [](const Arguments& a) {
  const std::string block(1U << 20U, 'x');
  int written = 0;
  for (int i = 0; i < 8; ++i) {  // several files, since one may not be that large
    const int file = ::open((a[0] + "/" + std::to_string(i)).c_str(), O_CREAT | O_WRONLY, 0600);
    for (int k = 0; k < 4; ++k) {
      if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) {
        const bool full = errno == ENOSPC || ::write(file, block.data(), block.size()) < 0;
        std::printf("%d %s\n", written, full && errno == ENOSPC ? "ENOSPC" : "other");
        return 0;
      }
      ++written;
    }
  }
  std::printf("%d no limit\n", written);
  return 0;
}};
const Behaviour many_files{"many-files", [](const Arguments& a) {
  for (int i = 0; i < 50'000; ++i) {
    const int file = ::open((a[0] + "/" + std::to_string(i)).c_str(), O_CREAT | O_WRONLY, 0600);
    if (file < 0) {
      std::printf("%s\n", errno == ENOSPC ? "ENOSPC" : "other");
      return 0;
    }
    ::close(file);
  }
  return 1;
}};
const Behaviour large_file{"large-file", [](const Arguments& a) {
  const int file = ::open("/tmp/large", O_CREAT | O_WRONLY, 0600);
  const off_t end = static_cast<off_t>(number(a, 0)) << 20;
  return ::pwrite(file, "x", 1, end) == 1 ? 0 : 1;
}};
const Behaviour leaves_state{"leave-state", [](const Arguments&) {
  write_file("/tmp/left", 10);
  write_file("/dev/shm/left", 10);
  mq_attr attributes{};
  attributes.mq_maxmsg = 2;
  attributes.mq_msgsize = 16;
  const bool made = ::mq_open("/left", O_CREAT | O_RDWR, 0600, &attributes) >= 0 &&
                    ::shmget(4711, 4096, IPC_CREAT | 0600) >= 0 &&
                    ::semget(4711, 1, IPC_CREAT | 0600) >= 0 &&
                    ::msgget(4711, IPC_CREAT | 0600) >= 0;
  return made ? 0 : 1;
}};
const Behaviour finds_state{"find-state", [](const Arguments&) {
  return (::access("/tmp/left", F_OK) == 0 ? 1 : 0) + (::access("/dev/shm/left", F_OK) == 0 ? 2 : 0) +
         (::mq_open("/left", O_RDWR) >= 0 ? 4 : 0) + (::shmget(4711, 4096, 0600) >= 0 ? 8 : 0) +
         (::semget(4711, 1, 0600) >= 0 ? 16 : 0) + (::msgget(4711, 0600) >= 0 ? 32 : 0);
}};
const Behaviour results{"results", [](const Arguments& a) {
  const std::string& kind = a[0];
  if (kind == "plain") write_file("/tmp/result", 1000);
  if (kind == "symlink") return ::symlink("/etc/ld.so.cache", "/tmp/result");
  if (kind == "symlink-to-file") {
    write_file("/tmp/other", 10);
    return ::symlink("/tmp/other", "/tmp/result");
  }
  if (kind == "fifo") return ::mkfifo("/tmp/result", 0600);
  if (kind == "folder") return ::mkdir("/tmp/result", 0700);
  if (kind == "hard-link") {
    write_file("/tmp/other", 10);
    return ::link("/tmp/other", "/tmp/result");
  }
  if (kind == "too-large") {  // by another way than writing
    write_file("/tmp/result", 10);
    std::signal(SIGXFSZ, SIG_IGN);
    if (::truncate("/tmp/result", 3 << 20) == 0) return 0;
    const int file = ::open("/tmp/result", O_WRONLY);
    ::fallocate(file, 0, 0, 3 << 20);
  }
  if (kind == "unreadable") {
    write_file("/tmp/result", 1000);
    return ::chmod("/tmp/result", 0);
  }
  return 0;
}};

}  // namespace
