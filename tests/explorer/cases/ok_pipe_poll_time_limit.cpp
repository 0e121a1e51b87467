// expect: ok
// note: busy-wait
// outcomes: 3
// about: a loop that polls with a time limit sleeps in between
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  int x = 0;
  std::thread writer([&] {
    x = 3;
    if (write(fds[1], "x", 1) != 1) return;
  });
  pollfd event{fds[0], POLLIN, 0};
  while (poll(&event, 1, 10) == 0) {
  }
  char c = 0;
  if (read(fds[0], &c, 1) == 1) std::printf("%d\n", x);
  writer.join();
}
