// expect: undecided
// undecided: signal
// about: what a handler sends is not seen: waiting for it is no deadlock
#include <signal.h>
#include <unistd.h>

#include <thread>

int fds[2];

int main() {
  if (pipe(fds) != 0) return 1;
  signal(SIGALRM, [](int) {
    if (write(fds[1], "x", 1) != 1) _exit(1);
  });
  alarm(1);
  std::thread waiter([] {
    char c = 0;
    if (read(fds[0], &c, 1) != 1) _exit(1);
  });
  waiter.join();
}
