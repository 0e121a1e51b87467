// expect: data-race
// lines: 17 23
// about: what is written after the close is not ordered by the end of file
#include <unistd.h>

#include <cstdio>
#include <thread>

int fds[2];
int x = 0;

int main() {
  if (pipe(fds) != 0) return 1;
  std::thread reader([] {
    char c = 0;
    if (read(fds[0], &c, 1) != 0) return;
    std::printf("%d\n", x);
  });
  std::thread writer([] {
    x = 1;
    close(fds[1]);
    // Too late:
    x = 2;
  });
  reader.join();
  writer.join();
}
