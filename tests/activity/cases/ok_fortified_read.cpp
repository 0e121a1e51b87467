// expect: workers=2 writers=2 writes=1 kind=plain serialised=0 races=0
// Ubuntu compiles with _FORTIFY_SOURCE: the read that orders the children goes by another name.
#define _FORTIFY_SOURCE 2
#include <cstddef>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile std::size_t one = 1;

void call() {
  auto* shared = static_cast<int*>(
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  int ends[2];
  if (pipe(ends) != 0) return;
  if (fork() == 0) {
    *shared = 1;
    _exit(write(ends[1], "x", one) == 1 ? 0 : 1);
  }
  if (fork() == 0) {
    char marks[4] = {};
    if (read(ends[0], marks, one) == 1) *shared = 2;
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  close(ends[0]);
  close(ends[1]);
  munmap(shared, sizeof(int));
}
