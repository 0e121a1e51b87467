// expect: exit 0
// The next run shows that the grader and its helper are still there.
#include <csignal>

#include <hostile.hpp>

int main() {
  for (const int signal : {SIGTERM, SIGSTOP, SIGHUP, SIGKILL}) {
    ::kill(-1, signal);
    ::kill(::getppid(), signal);
  }
  for (pid_t pid = 1; pid < 70'000; ++pid) {
    if (pid != ::getpid()) ::kill(pid, SIGKILL);
    if (pid != ::getpgrp()) ::kill(-pid, SIGKILL);
  }
  return 0;
}
