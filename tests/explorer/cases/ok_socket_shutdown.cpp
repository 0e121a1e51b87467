// expect: ok
// exhausted: yes
// outcomes: 1
// about: a reader is told by shutdown that it should stop, and comes after it
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  int x = 0;
  std::thread reader([&] {
    char c = 0;
    if (recv(ends[0], &c, 1, 0) == 0) std::printf("%d\n", x);
  });
  x = 1;
  shutdown(ends[0], SHUT_RDWR);
  reader.join();
}
