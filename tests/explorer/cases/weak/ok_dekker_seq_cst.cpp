// expect: ok
// exhausted: yes
#include <atomic>
#include <thread>

std::atomic<int> want[2];
int inside = 0;

void try_enter(int me) {
  want[me].store(1);
  if (want[1 - me].load() == 0) ++inside;
}

int main() {
  std::thread a(try_enter, 0), b(try_enter, 1);
  a.join();
  b.join();
  return inside <= 1 ? 0 : 1;
}
