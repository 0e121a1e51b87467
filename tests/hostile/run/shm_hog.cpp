// expect: memory-limit
// limits: tmp=200M
// No name is left while memory is taken: whoever is stopped between the two leaves it behind where
// /dev/shm is not private.
#include <hostile.hpp>

int main() {
  constexpr int kSegments = 180;
  void* segments[kSegments];
  for (int i = 0; i < kSegments; ++i) {
    char name[64];
    std::snprintf(name, sizeof name, "/lockstep-hostile-%d", i);
    const int fd = ::shm_open(name, O_CREAT | O_RDWR, 0600);
    hostile::need(fd >= 0 && ::ftruncate(fd, hostile::kMiB) == 0, "shm_open");
    ::shm_unlink(name);
    segments[i] = ::mmap(nullptr, hostile::kMiB, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    hostile::need(segments[i] != MAP_FAILED, "mmap");
    ::close(fd);
  }
  for (void* segment : segments) std::memset(segment, 1, hostile::kMiB);
  hostile::sleep_for_ever();
}
