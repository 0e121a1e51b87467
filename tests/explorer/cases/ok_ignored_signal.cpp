// expect: ok
// exhausted: yes
// about: a signal that is ignored, by wish or by default, ends nothing
#include <csignal>
#include <thread>

int main() {
  std::signal(SIGUSR1, SIG_IGN);
  std::thread t([] {
    std::raise(SIGUSR1);
    std::raise(SIGCHLD);
  });
  t.join();
}
