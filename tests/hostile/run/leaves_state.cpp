// expect: exit 0
// at C: exit 0, left behind; names outside the run's folder (shared memory, System V) are the
// machine's own, and whose they are is not recorded Files, names, queues, segments, locks and keys
// that would wait for the next run.
#include <mqueue.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <hostile.hpp>

int main() {
  constexpr key_t kKey = 0x10c5;
  ::mkdir("folder", 0);
  ::mkdir("read-only", 0700);
  ::close(::open("read-only/file", O_CREAT | O_WRONLY, 0400));
  ::chmod("read-only", 0500);
  const int file = ::open("locked", O_CREAT | O_RDWR, 0600);
  ::flock(file, LOCK_EX);
  hostile::need(::lockf(file, F_LOCK, 0) == 0, "lockf");
  ::close(::shm_open("/lockstep-hostile-left", O_CREAT | O_RDWR, 0600));
  ::sem_open("/lockstep-hostile-left", O_CREAT, 0600, 1);
  ::mq_open("/lockstep-hostile-left", O_CREAT | O_RDWR, 0600, nullptr);
  ::shmget(kKey, 4096, IPC_CREAT | 0600);
  ::semget(kKey, 1, IPC_CREAT | 0600);
  ::msgget(kKey, IPC_CREAT | 0600);
  hostile::must_fail("add_key", ::syscall(SYS_add_key, "user", "lockstep-hostile", "x", 1, -4));
  return hostile::verdict();
}
