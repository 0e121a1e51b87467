// expect: crash
// about: the program counts on the order of two messages that nothing orders
#include <unistd.h>

#include <cassert>
#include <thread>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  const auto send = [&](char c) { return write(fds[1], &c, 1) == 1; };
  std::thread a([&] { send('a'); });
  std::thread b([&] { send('b'); });
  char c = 0;
  if (read(fds[0], &c, 1) != 1) return 1;
  assert(c == 'a');
  a.join();
  b.join();
}
