// expect: not-found
#include "/proc/1/environ"
