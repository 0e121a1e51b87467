// expect: ok
// exhausted: yes
// about: even relaxed reads of one variable never go back in its modification order
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> x{0};

int main() {
  std::thread writer([] {
    x.store(1, std::memory_order_relaxed);
    x.store(2, std::memory_order_relaxed);
  });
  std::thread reader([] {
    int first = x.load(std::memory_order_relaxed);
    int second = x.load(std::memory_order_relaxed);
    assert(first <= second);
  });
  writer.join();
  reader.join();
  assert(x.load(std::memory_order_relaxed) == 2);
}
