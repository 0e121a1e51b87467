// expect: tampering
// exercise: ex4
// insert into: the stub
#include <unistd.h>
extern "C" void _exit(int) noexcept {
  for (;;) {
  }
}
