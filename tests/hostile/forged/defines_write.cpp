// expect: tampering
// exercise: ex3
// insert into: the stub
#include <unistd.h>
extern "C" __attribute__((weak)) ssize_t write(int, const void*, size_t size) { return static_cast<ssize_t>(size); }
