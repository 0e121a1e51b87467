// expect: deadlock
// lines: 16
// about: a reader wants to become a writer while it still reads
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

std::shared_mutex m;
std::map<int, int> cache;

int get(int key) {
  std::shared_lock read(m);
  auto it = cache.find(key);
  if (it != cache.end()) return it->second;
  std::unique_lock write(m);
  return cache[key] = key * key;
}

int main() {
  std::thread t(get, 5);
  t.join();
}
