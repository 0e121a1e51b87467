// expect: ok
// about: SCHEDULES case 6
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

class Buffer {
 public:
  void put(int x) {
    std::unique_lock lock(m_);
    while (items_.size() == 1) not_full_.wait(lock);
    items_.push_back(x);
    not_empty_.notify_one();
  }
  int take() {
    std::unique_lock lock(m_);
    while (items_.empty()) not_empty_.wait(lock);
    int x = items_.front();
    items_.pop_front();
    not_full_.notify_one();
    return x;
  }

 private:
  std::mutex m_;
  std::condition_variable not_full_, not_empty_;
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
