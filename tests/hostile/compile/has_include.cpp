// expect: not-found
// Which files exist outside is not to be found out either.
#include "queue_summation.hpp"

#if __has_include("/etc/passwd") || __has_include("@SUITE@") || __has_include("@SECRET@")
int it_is_there = 1;
#else
#error No such file or directory
#endif
