// expect: exit 0 (ENOSYS)
// The 32-bit and x32 tables have other numbers: a filter for one table lets the others through.
#include <sys/syscall.h>

#include <hostile.hpp>

namespace {

/// In a child: a kernel without the 32-bit table ends it with a signal.
void call_32_bit() {
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr long kGetPid = 20;
    long result = kGetPid;
    asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    ::_exit(result < 0 ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  hostile::must_fail("int 0x80", WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1);
}

}  // namespace

int main() {
#ifdef __x86_64__
  constexpr long kX32 = 0x4000'0000;
  call_32_bit();
  hostile::must_fail_with("x32", ::syscall(kX32 | SYS_getpid), {ENOSYS});
  hostile::must_fail_with("x32 ptrace", ::syscall(kX32 | 521), {ENOSYS, EPERM});
#endif
  return hostile::verdict();
}
