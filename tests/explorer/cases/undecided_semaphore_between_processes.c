// expect: undecided
// undecided: processes
// std: gnu17
// about: another process posts the semaphore; waiting for it is no deadlock
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t* done = mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (done == MAP_FAILED) return 1;
  sem_init(done, 1, 0);
  pid_t child = fork();
  if (child == 0) {
    sem_post(done);
    _exit(0);
  }
  sem_wait(done);
  waitpid(child, NULL, 0);
  sem_destroy(done);
  munmap(done, sizeof *done);
  return 0;
}
