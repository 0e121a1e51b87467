// A plain counter, two threads, three increments each: races.
#include <cstdio>
#include <thread>

int counter = 0;

void count() {
  for (int i = 0; i < 3; ++i) ++counter;
}

int main() {
  std::thread one(count);
  std::thread two(count);
  one.join();
  two.join();
  std::printf("%d\n", counter);
}
