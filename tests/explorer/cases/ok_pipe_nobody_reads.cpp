// expect: ok
// exhausted: yes
// outcomes: 0 1
// about: the same, by a program that wants to know and looks
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  signal(SIGPIPE, SIG_IGN);
  bool refused = false;
  std::thread writer([&] { refused = write(fds[1], "x", 1) < 0 && errno == EPIPE; });
  close(fds[0]);
  writer.join();
  std::printf("%d\n", refused);
}
