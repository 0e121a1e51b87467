// expect: memory-limit
// The parent's own end looks like success.
#include <hostile.hpp>

int main() {
  if (::fork() == 0) hostile::hog();
  ::wait(nullptr);
  return 0;
}
