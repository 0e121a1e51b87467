// expect: undecided
// undecided: fdopen
#include <stdio.h>
#include <unistd.h>

#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  std::thread reader([&] {
    FILE* file = fdopen(fds[0], "r");
    fgetc(file);
  });
  if (write(fds[1], "x", 1) != 1) return 1;
  reader.join();
}
