// expect: ok
// note: busy-wait
// outcomes: 5
// about: a pipe asked again and again, giving way in between
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe2(fds, O_NONBLOCK) != 0) return 1;
  int x = 0;
  std::thread writer([&] {
    x = 5;
    if (write(fds[1], "x", 1) != 1) return;
  });
  char c = 0;
  while (read(fds[0], &c, 1) != 1) std::this_thread::yield();
  std::printf("%d\n", x);
  writer.join();
}
