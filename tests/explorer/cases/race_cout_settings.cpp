// expect: data-race
// text: std::cout
// lines: 9
// about: all may write to std::cout, but its base is one setting for all
#include <iomanip>
#include <iostream>
#include <thread>

void show(int value) { std::cout << std::hex << value << std::dec << '\n'; }

int main() {
  std::thread a(show, 10);
  std::thread b(show, 11);
  a.join();
  b.join();
}
