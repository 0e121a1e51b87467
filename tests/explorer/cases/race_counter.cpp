// expect: data-race
// lines: 12
// outcomes: 2 3 4 5 6
// about: SCHEDULES case 7
#include <cstdio>
#include <thread>

int counter = 0;

void count() {
  for (int i = 0; i < 3; i++) {
    counter++;
  }
}

int main() {
  std::thread one(count);
  std::thread two(count);
  one.join();
  two.join();
  std::printf("%d\n", counter);
}
