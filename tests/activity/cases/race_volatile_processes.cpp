// expect: workers=3 writers=3 writes=20 kind=plain serialised=0 races=3
// volatile orders nothing. What the children print is no message to each other.
#include <cstdio>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void call() {
  auto* shared = static_cast<volatile long*>(
      mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    std::printf("worker %d\n", w);
    std::fflush(stdout);
    for (int i = 0; i < 20; ++i) *shared = *shared + 1;
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  munmap(const_cast<long*>(shared), 8);
}
