// expect: ok
// note: busy-wait
// about: sequentially consistent, so mutual exclusion holds
#include <atomic>
#include <thread>

std::atomic<bool> interested[2];
std::atomic<int> turn{0};
int counter = 0;

void enter(int me) {
  interested[me] = true;
  turn = 1 - me;
  while (interested[1 - me] && turn == 1 - me) std::this_thread::yield();
}

void leave(int me) { interested[me] = false; }

void work(int me) {
  for (int i = 0; i < 2; ++i) {
    enter(me);
    ++counter;
    leave(me);
  }
}

int main() {
  std::thread a(work, 0), b(work, 1);
  a.join();
  b.join();
  return counter == 4 ? 0 : 1;
}
