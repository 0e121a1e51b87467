// expect: data-race
// about: the caller spins on an unlocked queue for each of many results
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>

std::queue<int> results;
std::mutex mutex;

void produce() {
  for (int i = 0; i < 200; ++i) {
    const std::lock_guard lock(mutex);
    results.push(i);
  }
}

int main() {
  std::thread producer(produce);
  int sum = 0;
  for (int i = 0; i < 200; ++i) {
    while (results.empty()) {
    }
    const std::lock_guard lock(mutex);
    sum += results.front();
    results.pop();
  }
  producer.join();
  std::printf("%d\n", sum);
}
