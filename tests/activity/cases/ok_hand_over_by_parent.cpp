// expect: workers=2 writers=2 writes=1 kind=plain serialised=0 races=0
// The second child is started after the parent knew that the first was done.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void call() {
  auto* shared = static_cast<int*>(
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (int w = 0; w < 2; ++w) {
    const pid_t child = fork();
    if (child == 0) {
      *shared = w;
      _exit(0);
    }
    waitpid(child, nullptr, 0);
  }
  munmap(shared, sizeof(int));
}
