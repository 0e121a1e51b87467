// expect: uncaught-exception
// about: size() and at() lock, but not together
#include <mutex>
#include <thread>
#include <vector>

class SafeVector {
 public:
  std::size_t size() {
    std::lock_guard l(m_);
    return v_.size();
  }
  int at(std::size_t i) {
    std::lock_guard l(m_);
    return v_.at(i);
  }
  void pop() {
    std::lock_guard l(m_);
    if (!v_.empty()) v_.pop_back();
  }

 private:
  std::mutex m_;
  std::vector<int> v_{1, 2, 3};
};

SafeVector safe;

int main() {
  std::thread a([] { safe.pop(); });
  int last = safe.at(safe.size() - 1);
  a.join();
  return last < 2;
}
