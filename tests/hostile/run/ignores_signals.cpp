// expect: wall-limit
// limits: wall=700ms
#include <csignal>

#include <hostile.hpp>

int main() {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_IGN);
  hostile::sleep_for_ever();
}
