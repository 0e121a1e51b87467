// expect: tampering
// exercise: ex2
// insert into: the stub
#include <dlfcn.h>
static void* const real_clock = ::dlsym(RTLD_NEXT, "clock_gettime");
