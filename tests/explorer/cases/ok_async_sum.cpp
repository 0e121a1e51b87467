// expect: ok
// outcomes: 5050
#include <future>
#include <iostream>
#include <numeric>
#include <vector>

long add(const std::vector<int>& v, size_t from, size_t to) {
  return std::accumulate(v.begin() + from, v.begin() + to, 0L);
}

int main() {
  std::vector<int> v(100);
  std::iota(v.begin(), v.end(), 1);
  auto low = std::async(std::launch::async, add, std::cref(v), 0, 50);
  auto high = std::async(std::launch::async, add, std::cref(v), 50, 100);
  std::cout << low.get() + high.get() << "\n";
}
