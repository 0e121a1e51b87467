// expect: crash
// text: may see an older value
// about: everything is atomic, so there is no race, but the flag may be seen before the data
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> data{0};
std::atomic<bool> flag{false};

int main() {
  std::thread writer([] {
    data.store(42, std::memory_order_relaxed);
    flag.store(true, std::memory_order_relaxed);
  });
  std::thread reader([] {
    if (flag.load(std::memory_order_acquire)) assert(data.load(std::memory_order_relaxed) == 42);
  });
  writer.join();
  reader.join();
}
