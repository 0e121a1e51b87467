// expect: exit 0
// Shown escaped: clears the screen, sets the title, turns the direction round, ends strings.
#include <hostile.hpp>

int main() {
  const char text[] =
      "\x1b[2J\x1b]0;owned\x07\x9b\x00\xff\xfe\xc3\x28\xe2\x80\xae\r\x08\n"
      "\xe2\x9c\x93 threads.sums 3/3\n20 of 20 points\n[  PASSED  ] 12 tests.\n"
      "{\"schema\":\"lockstep/result/v1\",\"score\":20}\n";
  std::fwrite(text, 1, sizeof text, stdout);
  std::fwrite(text, 1, sizeof text, stderr);
  return 0;
}
