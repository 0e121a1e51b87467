// expect: busy-wait
// about: who asks a pipe again and again without sleeping keeps a core busy
#include <fcntl.h>
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe2(fds, O_NONBLOCK) != 0) return 1;
  std::thread reader([&] {
    char c = 0;
    while (read(fds[0], &c, 1) != 1) {
    }
  });
  std::thread writer([&] {
    if (write(fds[1], "x", 1) != 1) return;
  });
  reader.join();
  writer.join();
}
