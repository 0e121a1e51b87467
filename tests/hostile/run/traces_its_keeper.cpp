// expect: exit 0 (EPERM, EACCES)
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <hostile.hpp>

int main() {
  for (const pid_t pid : {pid_t{1}, ::getppid(), ::getpid()}) {
    if (pid == 0) continue;
    hostile::must_fail("ptrace", ::ptrace(PTRACE_ATTACH, pid, nullptr, nullptr));
    hostile::must_fail("seize", ::ptrace(PTRACE_SEIZE, pid, nullptr, nullptr));
    iovec local{&hostile::allowed, sizeof hostile::allowed};
    iovec remote = local;
    hostile::must_fail("process_vm_writev", ::process_vm_writev(pid, &local, 1, &remote, 1, 0));
    hostile::must_fail("process_vm_readv", ::process_vm_readv(pid, &local, 1, &remote, 1, 0));
  }
  hostile::must_fail("traceme", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr));
  char name[64];
  for (const pid_t pid : {pid_t{1}, ::getppid()}) {
    if (pid == 0) continue;
    for (const char* file :
         {"mem", "environ", "maps", "fd/0", "fd/3", "root/etc/passwd", "cwd/x"}) {
      std::snprintf(name, sizeof name, "/proc/%d/%s", pid, file);
      hostile::must_fail(name, ::open(name, O_RDONLY));
    }
    for (const char* file : {"mem", "exe", "oom_score_adj", "uid_map"}) {
      std::snprintf(name, sizeof name, "/proc/%d/%s", pid, file);
      hostile::must_fail(name, ::open(name, O_WRONLY));
    }
    const long handle = ::syscall(SYS_pidfd_open, pid, 0);
    if (handle >= 0) hostile::must_fail("pidfd_getfd", ::syscall(SYS_pidfd_getfd, handle, 0, 0));
  }
  return hostile::verdict();
}
