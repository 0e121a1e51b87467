// expect: data-race
// lines: 22 28
// about: the message that is read first may be the other writer's, which says nothing of x
#include <unistd.h>

#include <cstdio>
#include <thread>

int fds[2];
int x = 0;

void send_byte(char c) {
  if (write(fds[1], &c, 1) != 1) std::puts("not written");
}

int main() {
  if (pipe(fds) != 0) return 1;
  std::thread reader([] {
    char c = 0;
    // One of the two is enough for it.
    if (read(fds[0], &c, 1) == 1)
      std::printf("%d\n", x);
    else
      std::puts("nothing");
  });
  std::thread other([] { send_byte(2); });
  std::thread writer([] {
    x = 1;
    send_byte(1);
  });
  reader.join();
  other.join();
  writer.join();
}
