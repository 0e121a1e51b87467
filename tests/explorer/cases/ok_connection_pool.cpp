// expect: ok
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

class Pool {
 public:
  Pool() : free_(2), connections_{10, 20} {}
  int borrow() {
    free_.acquire();
    std::lock_guard lock(m_);
    int c = connections_.back();
    connections_.pop_back();
    return c;
  }
  void give_back(int c) {
    {
      std::lock_guard lock(m_);
      connections_.push_back(c);
    }
    free_.release();
  }

 private:
  std::counting_semaphore<2> free_;
  std::mutex m_;
  std::vector<int> connections_;
};

int main() {
  Pool pool;
  std::vector<std::jthread> users;
  for (int i = 0; i < 3; ++i) {
    users.emplace_back([&] {
      int c = pool.borrow();
      pool.give_back(c);
    });
  }
}
