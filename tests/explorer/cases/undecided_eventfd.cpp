// expect: undecided
// undecided: eventfd
// about: not followed; waiting for it would never end, so the execution is cut off
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <thread>

int main() {
  const int event = eventfd(0, 0);
  std::thread waiter([&] {
    std::uint64_t count = 0;
    if (read(event, &count, sizeof count) < 0) return;
  });
  std::thread waker([&] {
    const std::uint64_t one = 1;
    if (write(event, &one, sizeof one) < 0) return;
  });
  waiter.join();
  waker.join();
}
