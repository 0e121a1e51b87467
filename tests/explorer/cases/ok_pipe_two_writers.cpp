// expect: ok
// exhausted: yes
// outcomes: ab ba
// interleavings: 2
// about: who writes first is open, and both orders are seen
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  std::thread a([&] {
    if (write(fds[1], "a", 1) != 1) std::puts("a?");
  });
  std::thread b([&] {
    if (write(fds[1], "b", 1) != 1) std::puts("b?");
  });
  a.join();
  b.join();
  char text[3] = {};
  if (read(fds[0], text, 2) != 2) return 1;
  std::puts(text);
}
