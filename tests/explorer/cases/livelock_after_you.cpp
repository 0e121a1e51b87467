// expect: livelock
// about: both announce themselves and wait for the other one
#include <atomic>
#include <thread>

std::atomic<bool> wants[2];
int spoon = 0;

void eat(int me) {
  wants[me] = true;
  while (wants[1 - me]) std::this_thread::yield();
  ++spoon;
  wants[me] = false;
}

int main() {
  std::thread a(eat, 0), b(eat, 1);
  a.join();
  b.join();
}
