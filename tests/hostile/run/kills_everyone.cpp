// expect: exit 0
// The next run shows that the grader and its helper are still there.
#include <csignal>

#include <hostile.hpp>

int main() {
  for (const int signal : {SIGKILL, SIGTERM, SIGSTOP, SIGHUP}) {
    ::kill(-1, signal);
    for (pid_t pid = 1; pid < 70'000; ++pid) {
      if (pid != ::getpid()) ::kill(pid, signal);
      if (pid != ::getpgrp()) ::kill(-pid, signal);
    }
    ::kill(::getppid(), signal);
  }
  return 0;
}
