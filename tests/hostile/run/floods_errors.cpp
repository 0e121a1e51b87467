// expect: output-limit
#include <hostile.hpp>

int main() {
  for (;;) std::fputs("a line that says nothing\n", stderr);
}
