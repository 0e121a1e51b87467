// expect: ok
// exhausted: yes
// outcomes: abcd
// about: readv and writev, and a copy of an end by fcntl
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  char one[] = "ab";
  char two[] = "cd";
  std::thread writer([&] {
    const int copy = fcntl(fds[1], F_DUPFD_CLOEXEC, 10);
    const iovec parts[] = {{one, 2}, {two, 2}};
    if (writev(copy, parts, 2) != 4) return;
    close(copy);
  });
  char got[5] = {};
  const iovec parts[] = {{got, 1}, {got + 1, 3}};
  if (readv(fds[0], parts, 2) == 4) std::puts(got);
  writer.join();
}
