// expect: wall-limit
// limits: wall=1s
// Judges that wait with WSTOPPED take the stop for the end.
#include <csignal>

#include <hostile.hpp>

int main() {
  const pid_t self = ::getpid();
  if (::fork() == 0) {
    for (;;) {
      ::usleep(50'000);
      ::kill(self, SIGCONT);
    }
  }
  for (;;) std::raise(SIGSTOP);
}
