// expect: ok
#include <condition_variable>
#include <mutex>
#include <queue>
#include <stop_token>
#include <thread>

std::mutex m;
std::condition_variable_any cv;
std::queue<int> inbox;
int handled = 0;

int main() {
  {
    std::jthread worker([](std::stop_token stop) {
      std::unique_lock lock(m);
      while (cv.wait(lock, stop, [] { return !inbox.empty(); })) {
        handled += inbox.front();
        inbox.pop();
      }
    });
    {
      std::lock_guard lock(m);
      inbox.push(5);
    }
    cv.notify_one();
  }
  return handled == 5 ? 0 : 1;
}
