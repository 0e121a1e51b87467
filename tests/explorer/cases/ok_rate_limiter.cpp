// expect: ok
// about: waits with a time limit; whether a time-out comes first must not matter
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class RateLimiter {
 public:
  bool take(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_);
    if (!cv_.wait_for(lock, patience, [this] { return tokens_ > 0; })) return false;
    --tokens_;
    return true;
  }
  void refill(int n) {
    {
      std::lock_guard lock(m_);
      tokens_ += n;
    }
    cv_.notify_all();
  }
  int tokens() {
    std::lock_guard lock(m_);
    return tokens_;
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  int tokens_ = 0;
};

int main() {
  RateLimiter limiter;
  int served[2] = {0, 0};
  auto client = [&](int id) {
    if (limiter.take(std::chrono::milliseconds(20))) served[id] = 1;
  };
  std::thread a(client, 0), b(client, 1);
  limiter.refill(2);
  a.join();
  b.join();
  return limiter.tokens() + served[0] + served[1] == 2 ? 0 : 1;
}
