// expect: ok
// exhausted: yes
// outcomes: 9
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

std::atomic<int> best{0};

void offer(int value) {
  int seen = best.load();
  while (seen < value && !best.compare_exchange_weak(seen, value)) {
  }
}

int main() {
  std::vector<std::jthread> bidders;
  for (int bid : {4, 9, 7}) bidders.emplace_back(offer, bid);
  bidders.clear();
  std::printf("%d\n", best.load());
}
