// expect: file-limit
#include <hostile.hpp>

int main() {
  const int fd = ::open("sparse", O_CREAT | O_WRONLY, 0600);
  hostile::need(fd >= 0, "open");
  return ::ftruncate(fd, 1L << 40) == 0 ? 1 : 2;
}
