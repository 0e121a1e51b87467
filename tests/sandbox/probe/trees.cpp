// Process trees that try to outlive their run.
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

void daemonise() {
  if (::fork() != 0) ::_exit(0);
  ::setsid();
  if (::fork() != 0) ::_exit(0);
}

/// Starts a daemon, and waits until the two processes between are gone.
void start_daemon(void (*body)()) {
  const pid_t child = ::fork();
  if (child == 0) {
    daemonise();
    body();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
}

void sleep_long() { probe::sleep_ms(60'000); }

const Behaviour daemons{"daemons", [](const Arguments& a) {  // how many, then sleeps so long
  for (int i = 0; i < number(a, 0); ++i) start_daemon(sleep_long);
  probe::sleep_ms(number(a, 1));
  return 0;
}};
const Behaviour hopping{"hopping-daemon", [](const Arguments&) {
  start_daemon([] {
    for (int i = 0; i < 100'000; ++i) {  // a new pid each time
      if (::fork() != 0) ::_exit(0);
    }
  });
  probe::sleep_ms(60'000);
  return 0;
}};
const Behaviour leaves_children{"leave-children", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) {
    if (::fork() == 0) {
      sleep_long();
      ::_exit(0);
    }
  }
  return 7;
}};
const Behaviour leaves_zombies{"leave-zombies", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) {
    if (::fork() == 0) {
      std::raise(SIGKILL);
      ::_exit(0);
    }
  }
  probe::sleep_ms(200);
  return 0;
}};
const Behaviour stops{"stop-and-continue", [](const Arguments&) {
  const pid_t self = ::getpid();
  if (::fork() == 0) {
    for (int i = 0; i < 600; ++i) {
      probe::sleep_ms(100);
      ::kill(self, SIGCONT);
    }
    ::_exit(0);
  }
  for (int i = 0; i < 600; ++i) std::raise(SIGSTOP);
  return 0;
}};
const Behaviour kills_all{"kill-all", [](const Arguments&) {
  std::signal(SIGTERM, SIG_IGN);
  ::kill(-1, SIGTERM);
  ::kill(1, SIGKILL);
  ::kill(::getppid(), SIGKILL);
  return 0;
}};

}  // namespace
