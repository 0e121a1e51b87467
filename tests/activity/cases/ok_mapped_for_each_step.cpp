// expect: workers=3 writers=3 writes=20 kind=atomic serialised=0 races=0
// Every child maps the memory anew for each step, wherever the kernel puts it.
#include <atomic>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void call() {
  const int file = memfd_create("counter", MFD_CLOEXEC);
  if (ftruncate(file, 4096) != 0) return;
  for (int w = 0; w < 3; ++w) {
    if (fork() != 0) continue;
    for (int i = 0; i < 20; ++i) {
      void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      ++*static_cast<std::atomic<long>*>(memory);
      void* other = mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      munmap(memory, 4096);
      if (i % 2 == 0) munmap(other, 4096);
    }
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  close(file);
}
