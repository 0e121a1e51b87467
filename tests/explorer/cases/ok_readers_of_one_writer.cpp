// expect: ok
// exhausted: yes
// interleavings: 16
// options: --strategy dpor
// about: four readers of different variables of one writer: 2^4 classes
#include <atomic>
#include <thread>
#include <vector>

std::atomic<int> cell[4];
int seen[4];

int main() {
  std::vector<std::thread> threads;
  threads.emplace_back([] {
    for (auto& c : cell) c.store(1);
  });
  for (int i = 0; i < 4; ++i) threads.emplace_back([i] { seen[i] = cell[i].load(); });
  for (auto& t : threads) t.join();
  for (int s : seen) {
    if (s != 0 && s != 1) return 1;
  }
}
