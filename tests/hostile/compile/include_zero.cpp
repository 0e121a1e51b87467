// expect: memory-limit
#include "/dev/zero"
