// expect: graded 0
// exercise: ex5
// insert into: the stub
#include <cstdlib>
static const int registered = std::atexit([] { std::_Exit(0); });
