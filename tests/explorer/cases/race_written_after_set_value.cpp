// expect: data-race
// lines: 10 23
// about: with set_value_at_thread_exit it would be right
#include <future>
#include <thread>

int written = 0;

struct Last {
  ~Last() { written = 5; }
};

int main() {
  std::promise<int> promise;
  std::future<int> answer = promise.get_future();
  std::thread worker([&promise] {
    thread_local Last last;
    static_cast<void>(&last);
    promise.set_value(7);
  });
  worker.detach();
  answer.get();
  return written == 5 ? 0 : 1;
}
