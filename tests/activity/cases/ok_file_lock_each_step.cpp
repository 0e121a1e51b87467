// expect: workers=3 writers=3 writes=20 kind=plain serialised=0 races=0
// A mapped file, and fcntl's lock for each step.
#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_lock(int file, short type) {
  struct flock request {};
  request.l_type = type;
  request.l_whence = SEEK_SET;
  fcntl(file, F_SETLKW, &request);
}

void call() {
  char name[] = "/tmp/activity-XXXXXX";
  const int file = mkstemp(name);
  unlink(name);
  if (file == -1 || ftruncate(file, 8) != 0) return;
  auto* shared = static_cast<long*>(mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    for (int i = 0; i < 20; ++i) {
      set_lock(file, F_WRLCK);
      ++*shared;
      set_lock(file, F_UNLCK);
    }
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  munmap(shared, 8);
  close(file);
}
