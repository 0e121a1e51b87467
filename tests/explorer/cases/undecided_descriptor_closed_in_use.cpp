// expect: undecided
// undecided: a descriptor
// about: whether the number still means the pipe when it is read is a matter of luck
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0 || write(fds[1], "x", 1) != 1) return 1;
  std::thread reader([&] {
    char c = 0;
    if (read(fds[0], &c, 1) < 0) return;
  });
  close(fds[0]);
  reader.join();
}
