// expect: exit 0 (EBADF)
#include <hostile.hpp>

int main() {
  for (int fd = 3; fd < 4096; ++fd) {
    hostile::must_fail_with("write", ::write(fd, "x", 1), {EBADF});
    char byte = 0;
    hostile::must_fail_with("read", ::read(fd, &byte, 1), {EBADF});
  }
  return hostile::verdict();
}
