// expect: exit 0
// collect: nothing
// What the grader would read back is no plain file of the program's own.
#include <sys/stat.h>

#include <hostile.hpp>

int main() {
  hostile::need(::mkfifo("result", 0600) == 0, "result");
  return 0;
}
