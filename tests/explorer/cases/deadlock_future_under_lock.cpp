// expect: deadlock
#include <future>
#include <mutex>

std::mutex m;
int cached = 0;

int compute() {
  std::lock_guard lock(m);
  return ++cached;
}

int main() {
  std::lock_guard lock(m);
  auto f = std::async(std::launch::async, compute);
  return f.get() == 1 ? 0 : 1;
}
