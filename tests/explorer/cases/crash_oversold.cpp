// expect: crash
// about: check and then act on atomics: the last ticket is sold twice
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> tickets{1};

void sell() {
  if (tickets > 0) {
    tickets--;
  }
  assert(tickets >= 0);
}

int main() {
  std::thread a(sell), b(sell);
  a.join();
  b.join();
}
