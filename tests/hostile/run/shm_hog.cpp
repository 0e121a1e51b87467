// expect: memory-limit
// limits: tmp=200M
#include <hostile.hpp>

int main() {
  for (int i = 0; i < 180; ++i) {
    char name[64];
    std::snprintf(name, sizeof name, "/lockstep-hostile-%d", i);
    const int fd = ::shm_open(name, O_CREAT | O_RDWR, 0600);
    hostile::need(fd >= 0 && ::ftruncate(fd, hostile::kMiB) == 0, "shm_open");
    ::shm_unlink(name);
    void* memory = ::mmap(nullptr, hostile::kMiB, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    hostile::need(memory != MAP_FAILED, "mmap");
    std::memset(memory, 1, hostile::kMiB);
  }
  hostile::sleep_for_ever();
}
