// expect: cpu-limit
// limits: cpu=400ms
#include <csignal>

#include <hostile.hpp>

int main() {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_IGN);
  hostile::burn();
}
