// expect: memory-limit
// limits: wall=10s
// Memory that no process has mapped.
#include <hostile.hpp>

int main() {
  void* block = hostile::map(hostile::kMiB);
  for (int i = 0; i < 1000; ++i) {
    const int fd = ::memfd_create("hog", 0);
    hostile::need(fd >= 0, "memfd_create");
    (void)::write(fd, block, hostile::kMiB);
    ::usleep(1000);
  }
  hostile::sleep_for_ever();
}
