// expect: data-race
// lines: 15
// outcomes: 10 15 25
// about: each thread has a part of the input, but all add to one total
#include <iostream>
#include <numeric>
#include <thread>
#include <vector>

int total = 0;

void add(const std::vector<int>& v, int from, int to) {
  int mine = 0;
  for (int i = from; i < to; ++i) mine += v[i];
  total = total + mine;
}

int main() {
  std::vector<int> v{1, 2, 3, 4, 15};
  std::thread a(add, std::cref(v), 0, 4);
  std::thread b(add, std::cref(v), 4, 5);
  a.join();
  b.join();
  std::cout << total << '\n';
}
