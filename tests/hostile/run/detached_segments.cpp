// expect: memory-limit
// at C: wall-limit, left behind; detached System V segments are the machine's own and belong to no
// process limits: wall=4s System V segments that are written and then detached: nobody has them
// mapped.
#include <sys/ipc.h>
#include <sys/shm.h>

#include <hostile.hpp>

int main() {
  for (int i = 0; i < 250; ++i) {
    const int id = ::shmget(IPC_PRIVATE, hostile::kMiB, IPC_CREAT | 0600);
    hostile::need(id >= 0, "shmget");
    void* memory = ::shmat(id, nullptr, 0);
    hostile::need(memory != reinterpret_cast<void*>(-1), "shmat");
    std::memset(memory, 1, hostile::kMiB);
    ::shmdt(memory);
    ::usleep(1000);
  }
  hostile::sleep_for_ever();
}
