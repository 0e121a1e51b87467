// expect: crash
// about: without any thread: the exit status alone is a finding
#include <iostream>

int main() {
  std::cerr << "nothing to do\n";
  return 3;
}
