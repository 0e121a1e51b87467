// expect: ok
// exhausted: yes
// outcomes: 6
// about: one thread serves two pipes with poll
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int a[2];
  int b[2];
  if (pipe(a) != 0 || pipe(b) != 0) return 1;
  int x = 0;
  int y = 0;
  std::thread first([&] {
    x = 2;
    if (write(a[1], "x", 1) != 1) return;
  });
  std::thread second([&] {
    y = 4;
    if (write(b[1], "y", 1) != 1) return;
  });
  int sum = 0;
  for (int served = 0; served < 2;) {
    pollfd both[] = {{a[0], POLLIN, 0}, {b[0], POLLIN, 0}};
    if (poll(both, 2, -1) <= 0) return 1;
    char c = 0;
    if ((both[0].revents & POLLIN) != 0 && read(a[0], &c, 1) == 1) sum += x, ++served;
    if ((both[1].revents & POLLIN) != 0 && read(b[0], &c, 1) == 1) sum += y, ++served;
  }
  std::printf("%d\n", sum);
  first.join();
  second.join();
}
