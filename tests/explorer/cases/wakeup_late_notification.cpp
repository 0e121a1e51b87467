// expect: crash
// kind: exit-status
// text: without looking again
// lines: 26
// about: the notification comes after the unlock, for what main has taken by then: `if` finds nothing
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

std::mutex m;
std::condition_variable filled;
std::vector<int> box;

void put(int item) {
  std::unique_lock<std::mutex> lock(m);
  box.push_back(item);
  lock.unlock();
  filled.notify_one();
}

std::optional<int> take() {
  std::unique_lock<std::mutex> lock(m);
  if (box.empty()) {
    filled.wait(lock);
  }
  if (box.size() == 0) return std::nullopt;
  const int item = box.back();
  box.pop_back();
  return item;
}

int main() {
  std::thread a(put, 1), b(put, 2);
  const std::optional<int> first = take();
  const std::optional<int> second = take();
  a.join();
  b.join();
  return first && second ? 0 : 1;
}
