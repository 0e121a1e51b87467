// expect: undecided
// undecided: select
// about: not followed; waiting for it would never end, so the execution is cut off
#include <sys/select.h>
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  std::thread waiter([&] {
    fd_set reading;
    FD_ZERO(&reading);
    FD_SET(fds[0], &reading);
    select(fds[0] + 1, &reading, nullptr, nullptr, nullptr);
  });
  std::thread writer([&] {
    if (write(fds[1], "x", 1) != 1) return;
  });
  waiter.join();
  writer.join();
}
