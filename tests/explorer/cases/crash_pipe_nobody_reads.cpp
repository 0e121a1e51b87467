// expect: crash
// text: SIGPIPE
// about: the read end may be closed before the other one writes
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  std::thread writer([&] {
    if (write(fds[1], "x", 1) != 1) return;
  });
  close(fds[0]);
  writer.join();
}
