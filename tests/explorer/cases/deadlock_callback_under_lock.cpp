// expect: deadlock
// lines: 17 21
// about: observers are called with the lock held, and one of them unsubscribes
#include <functional>
#include <map>
#include <mutex>
#include <thread>

class Signal {
 public:
  int connect(std::function<void()> f) {
    std::lock_guard lock(m_);
    slots_[++last_] = std::move(f);
    return last_;
  }
  void disconnect(int id) {
    std::lock_guard lock(m_);
    slots_.erase(id);
  }
  void emit() {
    std::lock_guard lock(m_);
    for (auto& [id, f] : slots_) f();
  }

 private:
  std::mutex m_;
  std::map<int, std::function<void()>> slots_;
  int last_ = 0;
};

int main() {
  Signal signal;
  int id = 0;
  id = signal.connect([&] { signal.disconnect(id); });
  std::thread t([&] { signal.emit(); });
  t.join();
}
