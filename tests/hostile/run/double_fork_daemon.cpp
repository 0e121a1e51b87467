// expect: exit 7
#include <hostile.hpp>

int main() {
  if (::fork() == 0) {
    ::setsid();
    if (::fork() == 0) hostile::sleep_for_ever();
    ::_exit(0);
  }
  ::wait(nullptr);
  return 7;
}
