// expect: undecided
// undecided: signal
// about: a signal that the program handles is no crash
#include <csignal>
#include <thread>

volatile std::sig_atomic_t caught = 0;

int main() {
  std::signal(SIGUSR1, [](int) { caught = 1; });
  std::thread t([] { std::raise(SIGUSR1); });
  t.join();
  return caught == 1 ? 0 : 1;
}
