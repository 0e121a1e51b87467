// expect: ok
// exhausted: yes
// interleavings: 252
// options: --strategy dpor
// about: two threads with 5 locked pushes each: C(10,5) classes
#include <mutex>
#include <thread>
#include <vector>

std::vector<int> numbers;
std::mutex numbers_mutex;

void push(int from) {
  for (int i = 0; i < 5; ++i) {
    std::lock_guard<std::mutex> lock(numbers_mutex);
    numbers.push_back(from + i);
  }
}

int main() {
  std::thread a(push, 0);
  std::thread b(push, 100);
  a.join();
  b.join();
  return numbers.size() == 10 ? 0 : 1;
}
