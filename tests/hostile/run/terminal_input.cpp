// expect: exit 0 (EPERM)
// Typing into the terminal of whoever started the grader. The kernel looks at 32 bits of the
// request.
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include <hostile.hpp>

int main() {
  constexpr unsigned long kLinux = 0x541C;
  for (int fd = 0; fd < 3; ++fd) {
    for (const unsigned long request : {static_cast<unsigned long>(TIOCSTI), kLinux}) {
      for (const unsigned long high : {0UL, 1UL << 32U, 0xFFFF'FFFFUL << 32U}) {
        char byte = 'x';
        hostile::must_fail_with("ioctl", ::syscall(SYS_ioctl, fd, request | high, &byte), {EPERM});
      }
    }
  }
  return hostile::verdict();
}
