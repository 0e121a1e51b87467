// expect: ok
// outcomes: 200000
// about: more than fits into a pipe: the writer waits until the reader has made room
#include <unistd.h>

#include <cstdio>
#include <thread>
#include <vector>

int main() {
  int fds[2];
  if (pipe(fds) != 0) return 1;
  const std::vector<char> bytes(200'000, 'x');
  std::thread writer([&] {
    if (write(fds[1], bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) return;
    close(fds[1]);
  });
  std::vector<char> got(50'000);
  long sum = 0;
  for (ssize_t n; (n = read(fds[0], got.data(), got.size())) > 0;) sum += n;
  std::printf("%ld\n", sum);
  writer.join();
}
