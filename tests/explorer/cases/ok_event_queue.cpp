// expect: ok
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <variant>

struct Key { char c; };
struct Resize { int w, h; };
struct Quit {};
using Event = std::variant<Key, Resize, Quit>;

class EventLoop {
 public:
  void post(Event e) {
    std::lock_guard lock(m_);
    events_.push(std::move(e));
    cv_.notify_one();
  }
  void run() {
    for (;;) {
      Event e = next();
      if (std::holds_alternative<Quit>(e)) return;
      if (auto* key = std::get_if<Key>(&e)) typed += key->c;
      if (auto* size = std::get_if<Resize>(&e)) area = size->w * size->h;
    }
  }
  std::string typed;
  int area = 0;

 private:
  Event next() {
    std::unique_lock lock(m_);
    cv_.wait(lock, [this] { return !events_.empty(); });
    Event e = std::move(events_.front());
    events_.pop();
    return e;
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<Event> events_;
};

int main() {
  EventLoop loop;
  std::thread ui([&] { loop.run(); });
  loop.post(Key{'x'});
  loop.post(Resize{3, 4});
  loop.post(Quit{});
  ui.join();
  return loop.typed == "x" && loop.area == 12 ? 0 : 1;
}
