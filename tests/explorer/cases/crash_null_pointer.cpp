// expect: crash
// about: "ready" is announced before the pointer is stored; all atomic, so no race
#include <atomic>
#include <thread>

std::atomic<bool> ready{false};
std::atomic<int*> answer{nullptr};
int storage = 42;
int sink = 0;

int main() {
  std::thread producer([] {
    ready = true;
    answer = &storage;
  });
  std::thread consumer([] {
    if (ready) sink = *answer.load();
  });
  producer.join();
  consumer.join();
}
