// expect: data-race
// lines: 14
// about: every call makes a mutex of its own
#include <iostream>
#include <mutex>
#include <thread>

int seats = 10;

void reserve(int n) {
  std::mutex m;
  std::lock_guard<std::mutex> lock(m);
  if (seats >= n) {
    seats -= n;
  }
}

int main() {
  std::thread a(reserve, 7), b(reserve, 7);
  a.join();
  b.join();
  std::cout << seats << "\n";
}
