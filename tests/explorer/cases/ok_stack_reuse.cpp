// expect: ok
// about: threads that follow each other get the same stack; what lies there is not shared
#include <numeric>
#include <thread>

int sum(int n) {
  int local[16];
  std::iota(local, local + 16, n);
  return std::accumulate(local, local + 16, 0);
}

int main() {
  int results[4];
  for (int round = 0; round < 2; ++round) {
    std::thread a([&] { results[2 * round] = sum(round); });
    std::thread b([&] { results[2 * round + 1] = sum(round + 10); });
    a.join();
    b.join();
  }
  return results[0] == 120 && results[3] == 296 ? 0 : 1;
}
