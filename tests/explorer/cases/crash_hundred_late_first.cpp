// expect: crash
// options: --budget-runs 100
// about: fails only if the last of a hundred threads comes first
#include <atomic>
#include <cassert>
#include <thread>
#include <vector>

std::atomic<int> place{0};

int main() {
  std::vector<std::thread> runners;
  for (int i = 0; i < 100; ++i) {
    runners.emplace_back([i] {
      const int mine = place.fetch_add(1);
      assert(!(i == 99 && mine == 0));
    });
  }
  for (auto& r : runners) r.join();
}
