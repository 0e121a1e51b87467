// expect: deadlock|lost-wakeup
// about: SCHEDULES case 6: notify_one wakes a producer where a consumer was meant
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

class Buffer {
 public:
  void put(int x) {
    std::unique_lock lock(m_);
    while (items_.size() == 1) changed_.wait(lock);
    items_.push_back(x);
    changed_.notify_one();
  }
  int take() {
    std::unique_lock lock(m_);
    while (items_.empty()) changed_.wait(lock);
    int x = items_.front();
    items_.pop_front();
    changed_.notify_one();
    return x;
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<int> items_;
};

int main() {
  Buffer buffer;
  std::thread p1([&] { for (int i = 0; i < 2; ++i) buffer.put(i); });
  std::thread p2([&] { for (int i = 0; i < 2; ++i) buffer.put(i); });
  std::thread c1([&] { for (int i = 0; i < 2; ++i) buffer.take(); });
  std::thread c2([&] { for (int i = 0; i < 2; ++i) buffer.take(); });
  p1.join();
  p2.join();
  c1.join();
  c2.join();
}
