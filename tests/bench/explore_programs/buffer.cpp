// A bounded buffer: two producers, two consumers, twenty items.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable not_full;
std::condition_variable not_empty;
std::deque<int> items;

void produce() {
  for (int i = 0; i < 10; ++i) {
    std::unique_lock lock(mutex);
    not_full.wait(lock, [] { return items.size() < 4; });
    items.push_back(i);
    not_empty.notify_one();
  }
}

void consume() {
  for (int i = 0; i < 10; ++i) {
    std::unique_lock lock(mutex);
    not_empty.wait(lock, [] { return !items.empty(); });
    items.pop_front();
    not_full.notify_one();
  }
}

int main() {
  std::thread a(produce);
  std::thread b(produce);
  std::thread c(consume);
  std::thread d(consume);
  a.join();
  b.join();
  c.join();
  d.join();
}
