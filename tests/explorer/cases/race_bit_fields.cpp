// expect: data-race
// lines: 14 15
// about: two bit-fields in one byte are one memory location
#include <thread>

struct Flags {
  unsigned started : 1;
  unsigned stopped : 1;
};

Flags flags = {};

int main() {
  std::thread a([] { flags.started = 1; });
  std::thread b([] { flags.stopped = 1; });
  a.join();
  b.join();
  return flags.started && flags.stopped ? 0 : 0;
}
