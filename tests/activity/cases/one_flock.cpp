// expect: workers=3 writers=3 writes=20 kind=plain serialised=3 races=0
// Every child opens the file for itself and locks it for its whole loop.
#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void call() {
  char name[] = "/tmp/activity-XXXXXX";
  const int file = mkstemp(name);
  if (file == -1 || ftruncate(file, 8) != 0) return;
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    const int own = open(name, O_RDWR);
    auto* shared = static_cast<long*>(mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0));
    flock(own, LOCK_EX);
    for (int i = 0; i < 20; ++i) ++*shared;
    flock(own, LOCK_UN);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  close(file);
  unlink(name);
}
