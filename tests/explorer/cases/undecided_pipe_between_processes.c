// expect: undecided
// undecided: processes
// std: gnu17
// about: SCHEDULES case 15, of a later issue
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int fd[2];
  if (pipe(fd) != 0) return 1;
  for (int i = 0; i < 2; i++) {
    if (fork() == 0) {
      char c = (char)('a' + i);
      _exit(write(fd[1], &c, 1) == 1 ? 0 : 1);
    }
  }
  close(fd[1]);
  char text[3] = {0};
  ssize_t n = 0, got;
  while (n < 2 && (got = read(fd[0], text + n, 2 - (size_t)n)) > 0) n += got;
  while (wait(NULL) > 0) {
  }
  printf("%s\n", text);
  return 0;
}
