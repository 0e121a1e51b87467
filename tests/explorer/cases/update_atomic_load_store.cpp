// expect: lost-update
// lines: 15
// outcomes: 2 3 4 5 6
// exhausted: yes
// about: SCHEDULES case 7: no race, but not one step
#include <atomic>
#include <iostream>
#include <thread>

std::atomic<int> counter{0};

void count() {
  for (int i = 0; i < 3; ++i) {
    int seen = counter.load();
    counter.store(seen + 1);
  }
}

int main() {
  std::thread one(count), two(count);
  one.join();
  two.join();
  std::cout << counter << std::endl;
}
