// expect: tampering
// exercise: ex3
// insert into: the stub
#include <sys/types.h>
extern "C" long mine(int, const void*, unsigned long size) { return static_cast<long>(size); }
extern "C" long also_mine(int, const void*, unsigned long) __asm__("writev") __attribute__((alias("mine")));
