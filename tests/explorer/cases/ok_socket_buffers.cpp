// expect: ok
// exhausted: yes
// about: 100 KB fit into a socket pair before anybody reads, although poll calls it full before
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <vector>

int main() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  const std::vector<char> bytes(50'000, 'x');
  std::thread writer([&] {
    for (int i = 0; i < 2; ++i) {
      if (send(ends[0], bytes.data(), bytes.size(), 0) != 50'000) return;
    }
  });
  writer.join();
}
