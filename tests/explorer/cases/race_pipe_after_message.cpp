// expect: data-race
// lines: 21 26
// about: the second write comes after the message, and the reader was told of the first only
#include <unistd.h>

#include <cstdio>
#include <thread>

int fds[2];
int x = 0;

void send_byte() {
  char c = 1;
  if (write(fds[1], &c, 1) != 1) std::puts("not written");
}

int main() {
  if (pipe(fds) != 0) return 1;
  std::thread reader([] {
    char c = 0;
    if (read(fds[0], &c, 1) == 1) x = 2;
  });
  std::thread writer([] {
    x = 1;
    send_byte();
    x = 3;
    send_byte();
  });
  reader.join();
  writer.join();
  std::printf("%d\n", x);
}
