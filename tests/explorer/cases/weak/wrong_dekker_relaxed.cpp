// expect: data-race
// about: "I want", then "do you": both may see no
#include <atomic>
#include <thread>

std::atomic<int> want[2];
int inside = 0;

void try_enter(int me) {
  want[me].store(1, std::memory_order_relaxed);
  if (want[1 - me].load(std::memory_order_relaxed) == 0) ++inside;
}

int main() {
  std::thread a(try_enter, 0), b(try_enter, 1);
  a.join();
  b.join();
}
