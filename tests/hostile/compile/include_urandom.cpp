// expect: memory-limit
#include "/dev/urandom"
