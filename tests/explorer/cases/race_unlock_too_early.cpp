// expect: data-race
// lines: 15
#include <iostream>
#include <mutex>
#include <thread>

std::mutex mtx;
int x = 0;
int last = 0;

void step(int id) {
  std::unique_lock<std::mutex> lk(mtx);
  ++x;
  lk.unlock();
  last = id * 100 + x;
}

int main() {
  std::thread a(step, 1), b(step, 2);
  a.join();
  b.join();
  std::cout << "x=" << x << "\n";
}
