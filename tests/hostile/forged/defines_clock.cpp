// expect: tampering
// exercise: ex2
// insert into: the stub
#include <ctime>
extern "C" int clock_gettime(clockid_t, timespec* now) noexcept {
  *now = {};
  return 0;
}
