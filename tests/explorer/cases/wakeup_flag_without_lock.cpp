// expect: lost-wakeup
// lines: 16 19
// about: the flag is atomic, so there is no race, but it is set between the test and the wait
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

std::atomic<bool> ready{false};
std::mutex m;
std::condition_variable cv;

int main() {
  std::thread worker([] {
    std::unique_lock lk(m);
    while (!ready.load()) cv.wait(lk);
  });
  ready.store(true);
  cv.notify_all();
  worker.join();
}
