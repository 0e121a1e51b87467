// expect: ok
// about: threads are there before main and after it
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

class BackgroundWriter {
 public:
  BackgroundWriter() : thread_([this] { run(); }) {}
  ~BackgroundWriter() {
    {
      std::lock_guard lock(m_);
      closing_ = true;
    }
    cv_.notify_one();
    thread_.join();
  }
  void write(int x) {
    std::lock_guard lock(m_);
    todo_.push(x);
    cv_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(m_);
    while (!closing_ || !todo_.empty()) {
      cv_.wait(lock, [this] { return closing_ || !todo_.empty(); });
      while (!todo_.empty()) {
        written_ += todo_.front();
        todo_.pop();
      }
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<int> todo_;
  int written_ = 0;
  bool closing_ = false;
  std::thread thread_;  // last: everything else exists when it starts
};

BackgroundWriter writer;

int main() {
  writer.write(1);
  writer.write(2);
}
