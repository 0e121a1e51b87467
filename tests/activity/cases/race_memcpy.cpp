// expect: workers=2 writers=2 writes=1 kind=plain serialised=0 races=2
// Writes by a library call, into memory that two children map for themselves.
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile std::size_t size = 100;

void call() {
  auto* shared = static_cast<char*>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (int w = 0; w < 2; ++w) {
    if (fork() != 0) continue;
    char own[100] = {};
    std::memcpy(shared, own, size);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  munmap(shared, 4096);
}
