// expect: tampering
// exercise: ex1
// insert into: the stub
#include <unistd.h>
extern "C" pid_t fork() noexcept { return 1; }
