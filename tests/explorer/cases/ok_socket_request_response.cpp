// expect: ok
// exhausted: yes
// outcomes: 49
// about: the data goes there and back under messages over a socket pair
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  int value = 0;
  std::thread server([&] {
    char c = 0;
    while (recv(ends[1], &c, 1, 0) == 1) {
      value = value * value;
      if (send(ends[1], &c, 1, MSG_NOSIGNAL) != 1) return;
    }
    close(ends[1]);
  });
  value = 7;
  char c = 1;
  if (write(ends[0], &c, 1) != 1 || read(ends[0], &c, 1) != 1) return 1;
  std::printf("%d\n", value);
  shutdown(ends[0], SHUT_WR);
  server.join();
  close(ends[0]);
}
