// expect: process-limit
// limits: wall=2s cpu=1s
#include <hostile.hpp>

int main() {
  for (;;) ::fork();
}
