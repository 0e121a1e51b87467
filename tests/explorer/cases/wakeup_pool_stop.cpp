// expect: lost-wakeup
// lines: 15 23
// about: stop is set and announced without the mutex, between a worker's test and its wait
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

class Worker {
 public:
  Worker() : thread_([this] { run(); }) {}
  ~Worker() {
    stop_ = true;
    cv_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(m_);
    while (!stop_) {
      cv_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      while (!jobs_.empty()) jobs_.pop();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<int> jobs_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

int main() { Worker worker; }
