// expect: exit 0 (ENOSPC)
// at C: exit 1; a folder on the machine's own disk has no quota
#include <hostile.hpp>

int main() {
  for (int i = 0; i < 20'000; ++i) {
    char name[64];
    std::snprintf(name, sizeof name, "inode-%d", i);
    const int fd = ::open(name, O_CREAT | O_WRONLY, 0600);
    if (fd < 0) return errno == ENOSPC ? 0 : 2;
    ::close(fd);
  }
  return 1;
}
