// expect: ok
// outcomes: 8
// about: who had to wait for room comes after the reader who made it
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

char page[4096];

int main() {
  int fds[2];
  if (pipe(fds) != 0 || fcntl(fds[1], F_SETPIPE_SZ, 4096) != 4096) return 1;
  if (write(fds[1], page, sizeof page) != sizeof page) return 1;
  int x = 0;
  std::thread reader([&] {
    char got[4096];
    x = 8;
    if (read(fds[0], got, sizeof got) != sizeof got) return;
  });
  if (write(fds[1], page, sizeof page) != sizeof page) return 1;
  std::printf("%d\n", x);
  reader.join();
}
