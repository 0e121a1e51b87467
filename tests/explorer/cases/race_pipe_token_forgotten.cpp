// expect: data-race
// lines: 15
// about: the byte in the pipe is the lock, and one of them does not wait for it
#include <unistd.h>

#include <cstdio>
#include <thread>

int fds[2];
int counter = 0;

void add(bool careful) {
  char token = 't';
  if (careful && read(fds[0], &token, 1) != 1) return;
  ++counter;
  if (careful && write(fds[1], &token, 1) != 1) return;
}

int main() {
  if (pipe(fds) != 0 || write(fds[1], "t", 1) != 1) return 1;
  std::thread a(add, true);
  std::thread b(add, false);
  a.join();
  b.join();
  std::printf("%d\n", counter);
}
