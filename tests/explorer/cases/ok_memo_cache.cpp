// expect: ok
// about: both threads may compute the same value, which is no fault
#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>

std::unordered_map<int, std::uint64_t> cache;
std::mutex cache_mutex;

std::uint64_t fib(int n) {
  if (n < 2) return n;
  {
    std::lock_guard<std::mutex> lock(cache_mutex);
    auto hit = cache.find(n);
    if (hit != cache.end()) return hit->second;
  }
  const std::uint64_t value = fib(n - 1) + fib(n - 2);
  std::lock_guard<std::mutex> lock(cache_mutex);
  cache.emplace(n, value);
  return value;
}

int main() {
  std::uint64_t x = 0, y = 0;
  std::thread a([&] { x = fib(5); });
  std::thread b([&] { y = fib(4); });
  a.join();
  b.join();
  return x == 5 && y == 3 ? 0 : 1;
}
