#include <csignal>
#include <stdexcept>

#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

[[gnu::noinline]] int recurse(volatile char* above) {
  volatile char frame[4096];
  frame[0] = '\0';
  if (above != nullptr && above[0] != '\0') return 0;  // never
  return recurse(frame) + frame[0];
}

const Behaviour exits{"exit", [](const Arguments& a) { return number(a, 0); }};
const Behaviour aborts{"abort", [](const Arguments&) -> int { std::abort(); }};
const Behaviour recurses{"recurse", [](const Arguments&) { return recurse(nullptr); }};
const Behaviour throws{"throw", [](const Arguments&) -> int { throw std::runtime_error("no"); }};
const Behaviour raises{"raise", [](const Arguments& a) {
  std::raise(number(a, 0));
  return 0;
}};
const Behaviour sleeps{"sleep", [](const Arguments& a) {
  probe::sleep_ms(number(a, 0, 60'000));
  return 0;
}};
const Behaviour ignores{"ignore-signals", [](const Arguments&) {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_IGN);
  probe::sleep_ms(60'000);
  return 0;
}};
const Behaviour prints{"print", [](const Arguments& a) {
  for (const std::string& text : a) std::printf("%s\n", text.c_str());
  return 0;
}};
const Behaviour floods{"flood", [](const Arguments& a) {  // descriptor, bytes
  const std::string block(4096, 'x');
  for (long left = std::atol(a[1].c_str()); left > 0; left -= 4096) {
    if (::write(number(a, 0), block.data(), block.size()) < 0) return 1;
  }
  return 0;
}};
const Behaviour kills_init{"kill-init", [](const Arguments&) {
  for (int signal = 1; signal < NSIG; ++signal) ::kill(1, signal);
  return 0;
}};

}  // namespace
