// expect: crash
// text: may see an older value
// about: a sequence lock whose accesses are not ordered: torn values pass the test
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<unsigned> sequence{0};
std::atomic<int> x{0}, y{0};

int main() {
  std::thread writer([] {
    sequence.store(1, std::memory_order_relaxed);
    x.store(5, std::memory_order_relaxed);
    y.store(5, std::memory_order_relaxed);
    sequence.store(2, std::memory_order_relaxed);
  });
  std::thread reader([] {
    const unsigned before = sequence.load(std::memory_order_relaxed);
    const int a = x.load(std::memory_order_relaxed);
    const int b = y.load(std::memory_order_relaxed);
    const unsigned after = sequence.load(std::memory_order_relaxed);
    if (before == after && before % 2 == 0) assert(a == b);
  });
  writer.join();
  reader.join();
}
