// expect: ok
// exhausted: yes
// interleavings: 24
// options: --strategy dpor
// about: four threads that lock once each: 4! classes
#include <mutex>
#include <thread>
#include <vector>

std::mutex m;
int sum = 0;

int main() {
  std::vector<std::thread> threads;
  for (int i = 1; i <= 4; ++i) {
    threads.emplace_back([i] {
      std::lock_guard lock(m);
      sum += i;
    });
  }
  for (auto& t : threads) t.join();
  return sum == 10 ? 0 : 1;
}
