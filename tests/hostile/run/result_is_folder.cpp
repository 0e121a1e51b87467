// expect: exit 0
// collect: nothing
// What the grader would read back is no plain file of the program's own.
#include <sys/stat.h>

#include <hostile.hpp>

int main() {
  hostile::need(::mkdir("result", 0700) == 0, "result");
  return 0;
}
