// expect: workers=3 writers=3 writes=20 kind=plain serialised=0 races=0
// A System V segment, attached by each child, and a System V semaphore for each step.
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static void change(int set, short by) {
  sembuf operation{0, by, 0};
  semop(set, &operation, 1);
}

void call() {
  const int segment = shmget(IPC_PRIVATE, 8, IPC_CREAT | 0600);
  const int set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
  change(set, 1);
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    auto* shared = static_cast<long*>(shmat(segment, nullptr, 0));
    for (int i = 0; i < 20; ++i) {
      change(set, -1);
      ++*shared;
      change(set, 1);
    }
    shmdt(shared);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  shmctl(segment, IPC_RMID, nullptr);
  semctl(set, 0, IPC_RMID);
}
