// expect: tampering
// exercise: ex5
// insert into: the stub
#include <unistd.h>
__attribute__((destructor)) static void at_the_very_end() { ::_exit(0); }
