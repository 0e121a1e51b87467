// Two threads, five pushes each under a lock.
#include <mutex>
#include <thread>
#include <vector>

std::mutex mutex;
std::vector<int> numbers;

void push() {
  for (int i = 0; i < 5; ++i) {
    const std::lock_guard lock(mutex);
    numbers.push_back(i);
  }
}

int main() {
  std::thread one(push);
  std::thread two(push);
  one.join();
  two.join();
}
