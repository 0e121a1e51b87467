// expect: deadlock
// lines: 14 16 20
// about: the wait gives back the inner lock, the outer one stays taken
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex outer;
std::mutex inner;
std::condition_variable filled;
bool full = false;

void consume() {
  std::lock_guard o(outer);
  std::unique_lock i(inner);
  filled.wait(i, [] { return full; });
}

void produce() {
  std::lock_guard o(outer);
  std::lock_guard i(inner);
  full = true;
  filled.notify_one();
}

int main() {
  std::thread c(consume), p(produce);
  c.join();
  p.join();
}
