#include <cerrno>
#include <cstring>
#include <ctime>
#include <map>

#include <unistd.h>

#include "probe.hpp"

namespace probe {

namespace {

std::map<std::string, int (*)(const Arguments&)>& behaviours() {
  static std::map<std::string, int (*)(const Arguments&)> all;
  return all;
}

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

Behaviour::Behaviour(const char* name, int (*act)(const Arguments&)) { behaviours()[name] = act; }

void sleep_ms(int milliseconds) {
  timespec left{milliseconds / 1000, (milliseconds % 1000) * 1'000'000L};
  while (::nanosleep(&left, &left) < 0 && errno == EINTR) {
  }
}

void burn_ms(int milliseconds) {
  const double end = cpu_seconds() + milliseconds * 1e-3;
  while (cpu_seconds() < end) {
  }
}

int tell(const char* what, long result) {
  std::printf("%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "allowed");
  std::fflush(stdout);
  return result < 0 ? 0 : 1;
}

namespace {

int call(const std::string& name, const Arguments& arguments) {
  const auto found = behaviours().find(name);
  if (found != behaviours().end()) return found->second(arguments);
  std::fprintf(stderr, "probe: no such behaviour\n");
  return 98;
}

// Once for each request; the answer is empty. A request is empty, too.
const Behaviour serves{"serve", [](const Arguments& a) {
  char header[4];
  while (::read(3, header, sizeof header) == sizeof header) {
    const int code = call(a.at(0), Arguments(a.begin() + 1, a.end()));
    std::fflush(stdout);
    if (code != 0) return code;
    if (::write(4, "\0\0\0\0", 4) != 4) return 97;
  }
  return 0;
}};

}  // namespace

}  // namespace probe

int main(int argc, char** argv) {
  return argc > 1 ? probe::call(argv[1], probe::Arguments(argv + 2, argv + argc)) : 98;
}
