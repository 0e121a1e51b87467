// expect: ok
// options: --budget-runs 200
#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

std::mutex m;
long locked = 0;
std::atomic<long> free_running{0};

int main() {
  std::vector<std::thread> crowd;
  for (int i = 0; i < 100; ++i) {
    crowd.emplace_back([i] {
      free_running += i;
      std::lock_guard<std::mutex> lock(m);
      locked += i;
    });
  }
  for (auto& t : crowd) t.join();
  std::cout << locked << ' ' << free_running << '\n';
  return locked == 4950 && free_running == 4950 ? 0 : 1;
}
