// expect: ok
// exhausted: yes
// outcomes: 4
// about: the byte in the pipe is the lock
#include <unistd.h>

#include <cstdio>
#include <thread>

int fds[2];
int counter = 0;

void add() {
  for (int i = 0; i < 2; ++i) {
    char token = 0;
    if (read(fds[0], &token, 1) != 1) return;
    ++counter;
    if (write(fds[1], &token, 1) != 1) return;
  }
}

int main() {
  if (pipe(fds) != 0 || write(fds[1], "t", 1) != 1) return 1;
  std::thread a(add);
  std::thread b(add);
  a.join();
  b.join();
  std::printf("%d\n", counter);
}
