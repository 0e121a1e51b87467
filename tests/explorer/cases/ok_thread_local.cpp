// expect: ok
// exhausted: yes
#include <mutex>
#include <thread>
#include <vector>

std::mutex m;
int total = 0;

struct Collector {
  std::vector<int> mine;
  ~Collector() {
    std::lock_guard lock(m);
    for (int x : mine) total += x;
  }
};

thread_local Collector collector;
thread_local int calls = 0;

void note(int x) {
  ++calls;
  collector.mine.push_back(x);
}

int main() {
  std::thread a([] { note(1); note(2); });
  std::thread b([] { note(10); });
  a.join();
  b.join();
  return total == 13 && calls == 0 ? 0 : 1;
}
