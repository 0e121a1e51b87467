// expect: ok
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Barrier {
 public:
  explicit Barrier(int n) : threshold_(n), left_(n) {}
  void wait() {
    std::unique_lock lock(m_);
    const int generation = generation_;
    if (--left_ == 0) {
      ++generation_;
      left_ = threshold_;
      cv_.notify_all();
      return;
    }
    cv_.wait(lock, [&] { return generation != generation_; });
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  int threshold_, left_, generation_ = 0;
};

int main() {
  Barrier barrier(2);
  int a[2] = {0, 0}, b[2] = {0, 0};
  std::vector<std::thread> t;
  for (int i = 0; i < 2; i++)
    t.emplace_back([&, i] {
      a[i] = i + 1;
      barrier.wait();
      b[i] = a[1 - i];
      barrier.wait();
      a[i] = b[1 - i];
    });
  for (auto& x : t) x.join();
  return a[0] == 1 && a[1] == 2 ? 0 : 1;
}
