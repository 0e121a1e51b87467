// expect: ok
// outcomes: 12
// exhausted: yes
// about: the release of the future lies in the library's own code, at the end of the thread
#include <future>
#include <iostream>
#include <thread>

int written = 0;

struct Last {
  ~Last() { written += 5; }  // before the value is there
};

int main() {
  std::promise<int> promise;
  std::future<int> answer = promise.get_future();
  std::thread worker([&promise] {
    thread_local Last last;
    static_cast<void>(&last);
    promise.set_value_at_thread_exit(7);
    written = 0;
  });
  worker.detach();
  const int value = answer.get();
  std::cout << value + written << '\n';
}
