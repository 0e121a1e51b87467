// expect: ok
// exhausted: yes
// outcomes: 2
// about: what was written before a message was sent is seen by who has received it
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  int x = 0;
  std::thread reader([&] {
    char c = 0;
    if (read(fds[0], &c, 1) == 1) x += c;
  });
  std::thread writer([&] {
    x = 1;
    char c = 1;
    if (write(fds[1], &c, 1) != 1) x = -1;
  });
  reader.join();
  writer.join();
  close(fds[0]);
  close(fds[1]);
  std::printf("%d\n", x);
}
