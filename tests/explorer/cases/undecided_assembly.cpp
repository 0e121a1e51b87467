// expect: undecided
// about: an atomic increment written in assembly cannot be seen
#include <thread>

int counter = 0;

void inc() { __asm__ volatile("lock incl %0" : "+m"(counter)); }

int main() {
  std::thread a(inc), b(inc);
  a.join();
  b.join();
  return counter == 2 ? 0 : 1;
}
