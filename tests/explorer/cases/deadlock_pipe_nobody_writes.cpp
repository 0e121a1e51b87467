// expect: deadlock
// lines: 13
// text: for data in the pipe, and nobody is left to write any
// about: the reader waits for the end of file, and its own process still holds the write end
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  std::thread reader([&] {
    for (char c = 0; read(fds[0], &c, 1) == 1;) {
    }
  });
  std::thread writer([&] {
    char c = 1;
    if (write(fds[1], &c, 1) != 1) return;
  });
  writer.join();
  reader.join();
  close(fds[1]);
}
