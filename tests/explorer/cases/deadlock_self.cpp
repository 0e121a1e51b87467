// expect: deadlock
// lines: 10 15
// about: a member function that locks calls another one that locks
#include <mutex>
#include <thread>

class Counter {
 public:
  void add(int n) {
    std::lock_guard<std::mutex> lock(m_);
    value_ += n;
    if (value_ > 2) reset();
  }
  void reset() {
    std::lock_guard<std::mutex> lock(m_);
    value_ = 0;
  }

 private:
  std::mutex m_;
  int value_ = 0;
};

int main() {
  Counter c;
  std::thread t([&] {
    for (int i = 0; i < 3; ++i) c.add(1);
  });
  t.join();
}
