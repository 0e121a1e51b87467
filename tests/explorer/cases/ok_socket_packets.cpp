// expect: ok
// exhausted: yes
// outcomes: 3
// about: what was sent as one packet comes as one, an empty one too
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) return 1;
  int x = 0;
  std::thread sender([&] {
    if (send(ends[1], "long", 4, 0) != 4) return;
    x = 3;
    if (send(ends[1], "", 0, 0) != 0) return;
    close(ends[1]);
  });
  char two[2];
  if (recv(ends[0], two, 2, 0) != 2) return 1;  // the rest of the packet is lost
  if (recv(ends[0], two, 2, 0) != 0) return 2;
  std::printf("%d\n", x);
  sender.join();
  if (recv(ends[0], two, 2, 0) != 0) return 3;  // the end
}
