// expect: deadlock
// about: two detached threads block each other for ever while main ends normally
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

std::mutex* a = new std::mutex;
std::mutex* b = new std::mutex;

void take(std::mutex* x, std::mutex* y) {
  std::lock_guard l1(*x);
  std::lock_guard l2(*y);
}

int main() {
  std::thread(take, a, b).detach();
  std::thread(take, b, a).detach();
  std::this_thread::sleep_for(std::chrono::seconds(1));
}
