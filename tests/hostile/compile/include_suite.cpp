// expect: not-found
#include "@SUITE@"
