// expect: livelock
// about: waits with a time limit, in a loop that nobody ever ends
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
std::mutex m;
std::condition_variable cv;
bool stop = false;
int main() {
  std::thread t([] {
    std::unique_lock l(m);
    while (!stop) cv.wait_for(l, std::chrono::milliseconds(100));
  });
  t.join();
}
