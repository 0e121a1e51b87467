// expect: deadlock
// lines: 19 23
// about: one pair gets on; of the other each waits for the other one's message first
#include <unistd.h>

#include <thread>

int main() {
  int there[2];
  int back[2];
  int good[2];
  if (pipe(there) != 0 || pipe(back) != 0 || pipe(good) != 0) return 1;
  const auto send = [](int fd) {
    char c = 1;
    return write(fd, &c, 1) == 1;
  };
  std::thread first([&] {
    char c = 0;
    if (read(back[0], &c, 1) == 1) send(there[1]);
  });
  std::thread second([&] {
    char c = 0;
    if (read(there[0], &c, 1) == 1) send(back[1]);
  });
  std::thread third([&] { send(good[1]); });
  std::thread fourth([&] {
    char c = 0;
    if (read(good[0], &c, 1) != 1) return;
  });
  third.join();
  fourth.join();
  first.join();
  second.join();
}
