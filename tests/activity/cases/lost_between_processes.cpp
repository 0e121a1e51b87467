// expect: workers=3 writers=3 writes=40 kind=atomic serialised=0 races=0
// Two steps where one is needed. The children wait for each other, so it never passes by luck.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <new>

void call() {
  void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  auto* counter = new (memory) std::atomic<long>{0};
  for (int w = 0; w < 3; ++w)
    if (fork() == 0) {
      for (int i = 0; i < 40; ++i) counter->store(counter->load() + 1);
      _exit(0);
    }
  for (int w = 0; w < 3; ++w) wait(nullptr);
  if (*counter == 3 * 40) std::abort();  // nothing was lost
  munmap(memory, 4096);
}
