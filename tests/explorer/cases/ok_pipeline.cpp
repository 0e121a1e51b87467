// expect: ok
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

template <typename T>
class Channel {
 public:
  void send(T value) {
    std::unique_lock lock(m_);
    changed_.wait(lock, [&] { return !slot_; });
    slot_ = std::move(value);
    changed_.notify_all();
  }
  void close() {
    std::lock_guard lock(m_);
    closed_ = true;
    changed_.notify_all();
  }
  std::optional<T> receive() {
    std::unique_lock lock(m_);
    changed_.wait(lock, [&] { return slot_ || closed_; });
    std::optional<T> value = std::exchange(slot_, std::nullopt);
    changed_.notify_all();
    return value;
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  std::optional<T> slot_;
  bool closed_ = false;
};

int main() {
  Channel<int> numbers, squares;
  std::jthread source([&] {
    for (int i = 1; i <= 2; ++i) numbers.send(i);
    numbers.close();
  });
  std::jthread stage([&] {
    while (auto n = numbers.receive()) squares.send(*n * *n);
    squares.close();
  });
  int sum = 0;
  while (auto s = squares.receive()) sum += *s;
  return sum == 5 ? 0 : 1;
}
