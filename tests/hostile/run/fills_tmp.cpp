// expect: exit 0 (ENOSPC)
// at C: exit 1; a folder on the machine's own disk has no quota
#include <hostile.hpp>

int main() {
  void* block = hostile::map(hostile::kMiB / 2);
  for (int i = 0; i < 200; ++i) {
    char name[64];
    std::snprintf(name, sizeof name, "fill-%d", i);
    const int fd = ::open(name, O_CREAT | O_WRONLY, 0600);
    if (fd < 0) return errno == ENOSPC ? 0 : 2;
    const long wanted = hostile::kMiB / 2;
    const long size = ::write(fd, block, wanted);
    if (size < 0) return errno == ENOSPC ? 0 : 2;
    if (size < wanted) return ::write(fd, block, wanted) < 0 && errno == ENOSPC ? 0 : 2;
    ::close(fd);
  }
  return 1;
}
