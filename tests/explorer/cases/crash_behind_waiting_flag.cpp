// expect: crash
// silent: looking again
// about: what is looked at again is an atomic flag, and something else is read under the lock before
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable cv;
std::atomic<bool> ready{false};
int visitors = 0;
int value = 0;

void reader() {
  std::unique_lock<std::mutex> lock(m);
  visitors += 1;
  while (!ready.load()) cv.wait(lock);
  lock.unlock();
  assert(value == 1);
}

int main() {
  std::thread t(reader);
  {
    std::lock_guard<std::mutex> lock(m);
    value = visitors + 1;
    ready.store(true);
  }
  cv.notify_one();
  t.join();
}
