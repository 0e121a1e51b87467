// expect: ok
// exhausted: yes
// outcomes: 3
// about: the end of file comes after the closing of all write ends, also of a copy
#include <unistd.h>

#include <cstdio>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  const int copy = dup(fds[1]);
  int a = 0;
  int b = 0;
  std::thread first([&] {
    a = 1;
    close(fds[1]);
  });
  std::thread second([&] {
    b = 2;
    close(copy);
  });
  char c = 0;
  if (read(fds[0], &c, 1) != 0) return 1;
  std::printf("%d\n", a + b);
  first.join();
  second.join();
  close(fds[0]);
}
