// expect: wall-limit
// limits: wall=1s
// Never in one process for long: whoever reads its number from a list finds it gone.
#include <hostile.hpp>

int main() {
  if (::fork() != 0) hostile::sleep_for_ever();
  for (;;) {
    if (::fork() != 0) ::_exit(0);
    ::setsid();
    ::usleep(2000);
  }
}
