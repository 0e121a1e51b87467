// expect: workers=3 writers=3 writes=20 kind=plain serialised=3 races=0
// SETVAL puts the only token in; a child keeps it for its whole loop.
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void change(int set, short by) {
  sembuf operation{0, by, SEM_UNDO};
  semop(set, &operation, 1);
}

void call() {
  auto* shared = static_cast<long*>(
      mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  const int set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
  semctl(set, 0, SETVAL, 1);
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    change(set, -1);
    for (int i = 0; i < 20; ++i) ++*shared;
    change(set, 1);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  semctl(set, 0, IPC_RMID);
  munmap(shared, 8);
}
