// expect: exit 0
// The grader must not wait for an end of output that never comes.
#include <hostile.hpp>

int main() {
  if (::fork() == 0) {
    ::setsid();
    hostile::sleep_for_ever();
  }
  return 0;
}
