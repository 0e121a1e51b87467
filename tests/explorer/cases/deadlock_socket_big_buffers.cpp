// expect: deadlock
// lines: 17 20
// text: for room in
// about: both write more than fits before they read
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <vector>

std::vector<char> bytes(4'000'000, 'x');

int main() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  std::thread a([&] {
    if (write(ends[0], bytes.data(), bytes.size()) > 0) read(ends[0], bytes.data(), 1);
  });
  std::thread b([&] {
    if (write(ends[1], bytes.data(), bytes.size()) > 0) read(ends[1], bytes.data(), 1);
  });
  a.join();
  b.join();
}
