// expect: data-race
// lines: 10
#include <thread>
#include <vector>

std::vector<int> results;

void worker(int n) {
  for (int i = 0; i < 3; i++) {
    results.push_back(n * 10 + i);
  }
}

int main() {
  std::thread a(worker, 1);
  std::thread b(worker, 2);
  a.join();
  b.join();
  return 0;
}
