// expect: output-limit
#include <hostile.hpp>

int main() {
  for (;;) std::puts("a line that says nothing");
}
