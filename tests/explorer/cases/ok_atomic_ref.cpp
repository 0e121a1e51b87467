// expect: ok
// exhausted: yes
#include <atomic>
#include <thread>

int bins[2] = {0, 0};

void fill(int a, int b) {
  std::atomic_ref<int>(bins[a]).fetch_add(1, std::memory_order_relaxed);
  std::atomic_ref<int>(bins[b]).fetch_add(1, std::memory_order_relaxed);
}

int main() {
  std::thread one(fill, 0, 1), two(fill, 1, 1);
  one.join();
  two.join();
  return bins[0] == 1 && bins[1] == 3 ? 0 : 1;
}
