// expect: cpu-limit
// limits: cpu=400ms
// With SIGCHLD ignored nobody is told what the children used.
#include <csignal>
#include <ctime>

#include <hostile.hpp>

int main() {
  std::signal(SIGCHLD, SIG_IGN);
  for (;;) {
    if (::fork() == 0) {
      while (std::clock() < CLOCKS_PER_SEC / 20) {
      }
      ::_exit(0);
    }
    ::wait(nullptr);
  }
}
