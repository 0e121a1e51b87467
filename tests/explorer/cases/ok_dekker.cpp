// expect: ok
// note: busy-wait
#include <atomic>
#include <thread>

std::atomic<bool> wants[2] = {false, false};
std::atomic<int> turn(0);
int money = 0;

void section(int me) {
  int other = 1 - me;
  wants[me].store(true);
  while (wants[other].load()) {
    std::this_thread::yield();
    if (turn.load() != me) {
      wants[me].store(false);
      while (turn.load() != me) std::this_thread::yield();
      wants[me].store(true);
    }
  }
  money += 5;
  turn.store(other);
  wants[me].store(false);
}

int main() {
  std::thread a(section, 0);
  std::thread b(section, 1);
  a.join();
  b.join();
  return money == 10 ? 0 : 1;
}
