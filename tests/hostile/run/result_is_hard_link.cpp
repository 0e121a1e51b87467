// expect: exit 0
// collect: nothing
// What the grader would read back is no plain file of the program's own.
#include <sys/stat.h>

#include <hostile.hpp>

int main() {
  hostile::need(
      ::close(::open("other", O_CREAT | O_WRONLY, 0600)) == 0 && ::link("other", "result") == 0,
      "result");
  return 0;
}
