// expect: ok
// exhausted: yes
// about: short writes fit in up to the last byte, although poll calls the pipe full before
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  const int capacity = fcntl(fds[1], F_SETPIPE_SZ, 4096);
  std::thread writer([&] {
    char some[512] = {};
    for (int i = 0; i < capacity / 512; ++i) {
      if (write(fds[1], some, sizeof some) != sizeof some) return;
    }
  });
  writer.join();
}
